package dev.oopsight.config;

/**
 * A part of a host's config that is observed as a whole: the output of one command, say. What a
 * full observation of a section does not name does not exist.
 *
 * @param name {@code sysctl}, {@code nic:eth0:feature} …: the common beginning of its keys
 */
public record Section(String name) implements Comparable<Section> {

  /** All of {@code sysctl -a}. */
  public static final Section SYSCTL = new Section("sysctl");

  public Section {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not a section: " + name);
    }
  }

  /** The offload features of one interface: {@code ethtool -k}. */
  public static Section features(String nic) {
    return new Section("nic:" + nic + ":feature");
  }

  @Override
  public int compareTo(Section other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}

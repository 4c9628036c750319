package dev.oopsight.log;

import java.time.Instant;

/**
 * One run of one host's kernel.
 *
 * @param value the kernel's boot id in 32 lower-case hexadecimal digits; where no line carries it,
 *     {@code at-} and the second since 1970 in which the boot seemed to begin when it was first
 *     seen
 */
public record BootKey(String value) implements Comparable<BootKey> {

  public BootKey {
    if (value.isEmpty()) throw new IllegalArgumentException("an empty boot key");
  }

  /** The boot with that id; dashes and case do not matter. */
  public static BootKey ofId(String bootId) {
    return new BootKey(bootId.replace("-", "").toLowerCase(java.util.Locale.ROOT));
  }

  /** The boot of which only its beginning is known. */
  public static BootKey startedAt(Instant beginning) {
    return new BootKey("at-" + beginning.getEpochSecond());
  }

  @Override
  public int compareTo(BootKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

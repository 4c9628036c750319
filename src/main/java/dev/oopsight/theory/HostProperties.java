package dev.oopsight.theory;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the properties of a host from its config. */
public final class HostProperties {

  private static final String RELEASE = "sysctl:kernel.osrelease";
  private static final Set<String> RELEASES = Set.of(RELEASE, "kernel:release");
  private static final String NIC = "nic:";
  private static final String DMI = "dmi:";
  private static final String PLACE = "place:";
  private static final int LONGEST_VALUE = 200;

  private final Map<Property, Set<String>> known = new TreeMap<>();

  private HostProperties() {}

  /**
   * The properties of one host.
   *
   * @param config what was in force at the moment of the comparison
   * @param kernel the release that a trace of the host named, which counts before its config
   * @param settings keys of the config that matter
   */
  public static Map<Property, Set<String>> of(
      ConfigView config, Optional<String> kernel, Set<String> settings) {
    HostProperties host = new HostProperties();
    config.settings().values().forEach(setting -> host.read(setting, settings));
    kernel.ifPresent(
        release -> host.known.put(new Property(Family.KERNEL, RELEASE), Set.of(release)));
    return host.known;
  }

  /** Of a config all that can be read here where those settings matter. */
  public static ConfigView readIn(ConfigView config, Set<String> settings) {
    SortedMap<String, Setting> read = new TreeMap<>(config.settings());
    read.keySet().removeIf(key -> !isRead(key) && !settings.contains(key));
    return new ConfigView(read);
  }

  private static boolean isRead(String key) {
    return RELEASES.contains(key)
        || (restOfNic(key) > 0 && key.startsWith("driver.", restOfNic(key)))
        || key.startsWith(DMI)
        || key.startsWith(PLACE);
  }

  /** Where the name behind an interface begins; 0 in a key of anything else. */
  private static int restOfNic(String key) {
    return key.startsWith(NIC) ? key.indexOf(':', NIC.length()) + 1 : 0;
  }

  private void read(Setting setting, Set<String> settings) {
    String key = setting.key();
    int rest = restOfNic(key);
    if (RELEASES.contains(key)) {
      add(Family.KERNEL, RELEASE, setting);
    } else if (rest > 0 && key.startsWith("driver.", rest)) {
      boolean firmware = key.startsWith("driver.firmware", rest);
      add(firmware ? Family.FIRMWARE : Family.DRIVER, "nic:*:" + key.substring(rest), setting);
    } else if (key.startsWith(DMI)) {
      add(key.startsWith(DMI + "bios") ? Family.FIRMWARE : Family.MODEL, key, setting);
    } else if (key.startsWith(PLACE)) {
      add(Family.PLACE, key, setting);
    } else if (settings.contains(key)) {
      add(Family.CONFIG, rest > 0 ? "nic:*:" + key.substring(rest) : key, setting);
    }
  }

  private void add(Family family, String name, Setting setting) {
    if (setting.value().length() > LONGEST_VALUE) return;
    known.computeIfAbsent(new Property(family, name), p -> new TreeSet<>()).add(setting.value());
  }
}

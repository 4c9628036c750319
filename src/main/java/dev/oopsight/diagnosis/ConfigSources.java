package dev.oopsight.diagnosis;

import dev.oopsight.diagnosis.Vocabulary.Source;
import java.util.List;

/** Which command supplies a config key, as one table. */
final class ConfigSources {

  /** First row whose beginning and end both fit. */
  private record Row(String beginning, String holds, String command) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("nic:", ":feature.", "ethtool -k %s"),
          new Row("nic:", ":ring.", "ethtool -g %s"),
          new Row("nic:", ":coalesce.", "ethtool -c %s"),
          new Row("nic:", ":driver.", "ethtool -i %s"),
          new Row("nic:", ":stat.", "ethtool -S %s"),
          new Row("nic:", ":mtu", "ip link show"),
          new Row("mem:", "", "cat /proc/meminfo"),
          new Row("thp:", "", "cat /sys/kernel/mm/transparent_hugepage/enabled"),
          new Row("module:", ".param.", "cat /sys/module/%m/parameters/%p"),
          new Row("vuln:", "", "grep . /sys/devices/system/cpu/vulnerabilities/*"),
          new Row("kernel:cmdline", "", "cat /proc/cmdline"),
          new Row("kernel:", "", "uname -a"),
          new Row("cpu:", "", "cat /proc/cpuinfo"));

  static final Source INTERFACES = new Source("the network interfaces", "ip link show");

  private ConfigSources() {}

  static Source of(String key) {
    if (key.startsWith("sysctl:")) {
      String name = key.substring("sysctl:".length());
      return new Source(name, "sysctl " + name);
    }
    for (Row row : ROWS) {
      if (key.startsWith(row.beginning) && key.contains(row.holds)) {
        return new Source(words(key), filled(row.command, key));
      }
    }
    return new Source(key, "a collector that knows " + key);
  }

  private static String filled(String command, String key) {
    if (!key.startsWith("module:")) return command.replace("%s", nic(key));
    String[] names = key.substring("module:".length()).split("\\.param\\.", 2);
    return command.replace("%m", names[0]).replace("%p", names[1]);
  }

  private static String words(String key) {
    if (key.equals("kernel:cmdline")) return "the kernel's command line";
    if (key.equals("mem:total_kb")) return "how much memory the host has";
    if (!key.startsWith("nic:")) return key;
    String rest = key.substring(key.indexOf(':', "nic:".length()) + 1);
    return rest + " of " + (nic(key).startsWith("<") ? "the network interfaces" : nic(key));
  }

  private static String nic(String key) {
    int end = key.indexOf(':', "nic:".length());
    if (!key.startsWith("nic:") || end < 0) return "";
    String name = key.substring("nic:".length(), end);
    return name.equals("*") ? "<interface>" : name;
  }
}

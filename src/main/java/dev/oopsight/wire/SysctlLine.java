package dev.oopsight.wire;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kernel parameter, as {@code sysctl} or {@code grep . /proc/sys/…} prints it.
 *
 * <pre>{@code
 * vm.min_free_kbytes = 11495
 * net.ipv4.ip_local_port_range = 32768	60999
 * net/ipv4/conf/eth0.100/rp_filter = 1
 * /proc/sys/vm/swappiness:60
 * }</pre>
 *
 * <p>Shape: one line to at most one parameter. Keys are written as {@code sysctl} prints them:
 * parts joined by dots, a dot inside a part as a slash ({@code net.ipv4.conf.eth0/100.rp_filter}).
 * Errors: none are thrown; any other line is empty. Source: procps sysctl.c, {@code slashdot}.
 *
 * @param key with dots
 * @param value as printed, without blanks at its ends; may be empty
 */
record SysctlLine(String key, String value) {

  private static final Pattern PRINTED =
      Pattern.compile("(?<key>[a-z][\\w.*:@/+-]{1,250}+) =(?: (?<value>.*+)|\\s*+)");
  private static final Pattern LISTED =
      Pattern.compile("/proc/sys/(?<key>[\\w.*@/+-]{1,250}+):(?<value>.*+)");
  private static final Pattern NUMBERS =
      Pattern.compile("(?<numbers>-?\\d++(?:[ \\t]++-?\\d++(?![\\w.]))*+)(?<rest>.*+)");
  private static final Set<String> NAMESPACES =
      Set.of("abi", "crypto", "debug", "dev", "fs", "kernel", "net", "sunrpc", "user", "vm");
  private static final int MOST_WORDS_OF_A_VALUE = 3;

  static Optional<SysctlLine> read(String line) {
    Matcher m = PRINTED.matcher(line);
    if (!m.matches()) m = LISTED.matcher(line);
    if (!m.matches()) return Optional.empty();
    String key = dotted(m.group("key"));
    String value = m.group("value");
    if (key.indexOf('.') < 1 || !NAMESPACES.contains(key.substring(0, key.indexOf('.')))) {
      return Optional.empty();
    }
    return Optional.of(new SysctlLine(key, value == null ? "" : value.strip()));
  }

  /** The same parameter with the prose cut off that was glued to its value. */
  Optional<SysctlLine> withoutProse() {
    Matcher m = NUMBERS.matcher(value);
    boolean words = value.indexOf(' ') >= 0;
    if (m.matches() && (words || m.group("rest").matches("[.,;)]?+"))) {
      return Optional.of(new SysctlLine(key, m.group("numbers")));
    }
    boolean sentence =
        value.split("\\s++", MOST_WORDS_OF_A_VALUE + 2).length > MOST_WORDS_OF_A_VALUE;
    return sentence ? Optional.empty() : Optional.of(this);
  }

  /** Whichever of dot and slash comes first parts the key; the other one then stands for it. */
  private static String dotted(String key) {
    int slash = key.indexOf('/');
    int dot = key.indexOf('.');
    if (slash < 0 || (dot >= 0 && dot < slash)) return key;
    StringBuilder swapped = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      swapped.append(c == '/' ? '.' : c == '.' ? '/' : c);
    }
    return swapped.toString();
  }
}

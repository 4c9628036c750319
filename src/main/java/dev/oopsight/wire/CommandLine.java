package dev.oopsight.wire;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command after a shell's prompt, which says what the lines below it are.
 *
 * <pre>{@code
 * # sysctl -a
 * root@web1:~# ethtool -i eth0
 * $ uname -r
 * }</pre>
 *
 * <p>Shape: one line to at most one command, its path and sudo left out. Errors: none are thrown;
 * any other line is empty.
 *
 * @param program {@code sysctl}, {@code ethtool} or {@code uname}
 * @param arguments as typed
 */
record CommandLine(String program, List<String> arguments) {

  private static final Pattern PROMPT =
      Pattern.compile(
          "(?:[\\[(]?+[\\w.-]{0,64}+@[^#$]{0,128}+)?[#$] ?+(?:sudo )?+(?:/\\w++/)?+(?:sbin/|bin/)?+"
              + "(?<program>sysctl|ethtool|uname)(?<arguments>(?: \\S++)*+)\\s*+");

  static Optional<CommandLine> read(String line) {
    Matcher m = PROMPT.matcher(line);
    if (!m.matches()) return Optional.empty();
    String arguments = m.group("arguments").strip();
    return Optional.of(
        new CommandLine(
            m.group("program"), arguments.isEmpty() ? List.of() : List.of(arguments.split(" ++"))));
  }

  /** Whether sysctl was told to print everything. */
  boolean printsAll() {
    return arguments.contains("-a") || arguments.contains("--all") || arguments.contains("-A");
  }

  /** What the first such option is followed by. */
  Optional<String> after(String option, String longOption) {
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (arguments.get(i).equals(option) || arguments.get(i).equals(longOption)) {
        return Optional.of(arguments.get(i + 1));
      }
    }
    return Optional.empty();
  }
}

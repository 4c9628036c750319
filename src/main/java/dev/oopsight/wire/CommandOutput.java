package dev.oopsight.wire;

import dev.oopsight.config.Observation;
import dev.oopsight.config.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outputs of {@code sysctl}, {@code ethtool -k}, {@code ethtool -i} and {@code uname -r}, one
 * after the other, with or without the commands that printed them; alone in a document, or among
 * prose.
 *
 * <p>Shape: lines to one observation a section. {@code ethtool -k} begins with its header, {@code
 * ethtool -i} and {@code uname -r} need their command line. Of sysctl a full observation is what
 * {@code sysctl -a} printed; without a command line, {@value #FULL_FROM} parameters or more. Among
 * prose nothing is full, the first value shown of a key counts, and a value is freed from prose
 * that is glued to it. Errors: none are thrown; other lines end a block and are passed over.
 */
final class CommandOutput {

  private static final int FULL_FROM = 100;
  private static final Section KERNEL = new Section("kernel");
  private static final Pattern FEATURES =
      Pattern.compile(
          "\\s*+(?:Offload parameters|Features) for (?<nic>[^\\s:]{1,64}+(?::\\d++)?+):\\s*+");
  private static final Pattern RELEASE = Pattern.compile("\\d++\\.\\d++[\\w.+~-]*+");
  private static final Pattern DRIVER =
      Pattern.compile("(?<name>driver|version|firmware-version|bus-info):(?<value>.*+)");
  private static final Map<String, String> DRIVER_KEYS =
      Map.of(
          "driver", "name",
          "version", "version",
          "firmware-version", "firmware",
          "bus-info", "bus");

  private enum Block {
    NONE,
    FEATURES,
    DRIVER,
    RELEASE
  }

  private final boolean amongProse;
  private final ConfigBounds bounds;
  private final Map<Section, SortedMap<String, String>> found = new LinkedHashMap<>();
  private Block block = Block.NONE;
  private String nic = "";
  private boolean sysctlCommand;
  private boolean sysctlOfAll;
  private String lastKey = "";
  private int keys;

  private CommandOutput(boolean amongProse, ConfigBounds bounds) {
    this.amongProse = amongProse;
    this.bounds = bounds;
  }

  /** What a document that holds nothing else says; of one beyond the bounds, that it is. */
  static List<Observation> read(String document, ConfigBounds bounds) {
    return new CommandOutput(false, bounds).lines(document);
  }

  /** What stands in a text among other things. */
  static List<Observation> readAmongProse(String text) {
    return new CommandOutput(true, ConfigBounds.DEFAULT).lines(text);
  }

  private List<Observation> lines(String text) {
    text.lines().forEach(this::line);
    List<Observation> observations = new ArrayList<>();
    found.forEach(
        (section, values) ->
            observations.add(new Observation(section, isFull(section, values), values)));
    return observations;
  }

  private boolean isFull(Section section, SortedMap<String, String> values) {
    if (amongProse || section.equals(KERNEL)) return false;
    if (!section.equals(Section.SYSCTL)) return true;
    return sysctlCommand ? sysctlOfAll : values.size() >= FULL_FROM;
  }

  private void line(String line) {
    Optional<CommandLine> command = CommandLine.read(line);
    if (command.isPresent()) {
      command(command.get());
      return;
    }
    Matcher header = FEATURES.matcher(line);
    if (header.matches()) {
      nic = header.group("nic");
      block = Block.FEATURES;
      return;
    }
    boolean read =
        switch (block) {
          case FEATURES -> feature(line);
          case DRIVER -> driver(line);
          case RELEASE -> release(line);
          case NONE -> false;
        };
    if (read) return;
    if (!line.isBlank() && !line.startsWith("Cannot get ")) block = Block.NONE;
    sysctl(line);
  }

  private void command(CommandLine command) {
    block = Block.NONE;
    switch (command.program()) {
      case "sysctl" -> {
        sysctlCommand = true;
        sysctlOfAll |= command.printsAll();
      }
      case "uname" -> block = command.arguments().contains("-r") ? Block.RELEASE : Block.NONE;
      default ->
          command
              .after("-i", "--driver")
              .ifPresent(
                  of -> {
                    nic = of;
                    block = Block.DRIVER;
                  });
    }
  }

  private boolean feature(String line) {
    Optional<FeatureLine> feature = FeatureLine.read(line).filter(f -> f.whole() || amongProse);
    feature.ifPresent(
        f -> {
          Section section = Section.features(nic);
          String key = section.name() + "." + f.name();
          keep(section, key, f.value());
          if (f.fixed()) keep(section, key + ":fixed", "true");
          f.requested().ifPresent(value -> keep(section, key + ":requested", value));
          if (!f.whole()) block = Block.NONE;
        });
    return feature.isPresent();
  }

  private boolean driver(String line) {
    Matcher m = DRIVER.matcher(line);
    if (!m.matches()) return line.indexOf(": ") > 0;
    Section section = new Section("nic:" + nic + ":driver");
    String key = section.name() + "." + DRIVER_KEYS.get(m.group("name"));
    keep(section, key, m.group("value").strip());
    return true;
  }

  private boolean release(String line) {
    block = Block.NONE;
    if (!RELEASE.matcher(line.strip()).matches()) return false;
    keep(KERNEL, "kernel:release", line.strip());
    return true;
  }

  private void sysctl(String line) {
    Optional<SysctlLine> parameter = SysctlLine.read(line);
    if (amongProse) parameter = parameter.flatMap(SysctlLine::withoutProse);
    String key = parameter.map(p -> "sysctl:" + p.key()).orElse("");
    parameter.ifPresent(
        p -> {
          // sysctl repeats the key before each further line of a value.
          if (key.equals(lastKey) && !amongProse) {
            found
                .get(Section.SYSCTL)
                .computeIfPresent(key, (k, before) -> withNextLine(before, p.value()));
          } else {
            keep(Section.SYSCTL, key, p.value());
          }
        });
    lastKey = key;
  }

  private String withNextLine(String value, String next) {
    return value.length() > bounds.valueChars() ? value : value + "\n" + next;
  }

  private void keep(Section section, String key, String value) {
    SortedMap<String, String> values = found.computeIfAbsent(section, s -> new TreeMap<>());
    boolean isNew = !values.containsKey(key);
    if (isNew && ++keys > bounds.keys() + 1) return;
    if (isNew || !amongProse) values.put(key, value);
  }
}

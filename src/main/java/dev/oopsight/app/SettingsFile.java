package dev.oopsight.app;

import dev.oopsight.topology.InputTopics;
import dev.oopsight.topology.Retention;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads settings, and tells everything that is wrong with them at once. */
final class SettingsFile {

  private static final int MOST_PARTITIONS = 1000;
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(100 * 366);
  private static final Pattern BROKERS =
      Pattern.compile(
          "[^\\s,:]++:\\d{1,5}(?:\\s*,\\s*[^\\s,:]++:\\d{1,5})*+|\\[[^\\]\\s]++\\]:\\d{1,5}");
  private static final Pattern REGISTRY =
      Pattern.compile("embedded:|mock://\\w*+|https?://[^\\s,]++(?:\\s*,\\s*https?://[^\\s,]++)*+");
  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,100}");

  private final Map<String, String> given;
  private final List<String> faults = new ArrayList<>();

  private SettingsFile(Map<String, String> given) {
    this.given = given;
  }

  /**
   * Reads a properties file in UTF-8.
   *
   * @throws CommandFailed where it cannot be read, or with all that is wrong with it in one line
   */
  static Settings read(Path file) {
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      properties.load(text);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailed("cannot read settings %s: %s".formatted(file, Faults.of(e)), e);
    }
    Map<String, String> given = new TreeMap<>();
    properties.forEach((key, value) -> given.put((String) key, ((String) value).strip()));
    List<String> faults = new ArrayList<>();
    return read(given, faults)
        .orElseThrow(
            () ->
                new CommandFailed(
                    "%d %s in settings %s: %s"
                        .formatted(
                            faults.size(),
                            faults.size() == 1 ? "fault" : "faults",
                            file,
                            String.join("; ", faults))));
  }

  /**
   * Reads settings by their keys.
   *
   * @param faults gets everything that is wrong
   * @return empty where anything is
   */
  static Optional<Settings> read(Map<String, String> given, List<String> faults) {
    SettingsFile file = new SettingsFile(given);
    Map<String, String> registry = new TreeMap<>();
    Map<String, String> kafka = new TreeMap<>();
    given.forEach((key, value) -> file.sort(key, value, registry, kafka));
    Settings settings = file.settings(registry, kafka);
    faults.addAll(file.faults);
    return faults.isEmpty() ? Optional.of(settings) : Optional.empty();
  }

  private void sort(
      String key, String value, Map<String, String> registry, Map<String, String> kafka) {
    if (key.startsWith(PassedKeys.KAFKA)) {
      String own = key.substring(PassedKeys.KAFKA.length());
      PassedKeys.refusal(own).ifPresent(why -> faults.add(key + " is not yours to set: " + why));
      kafka.put(own, value);
    } else if (Setting.of(key).isEmpty()) {
      if (PassedKeys.isOfRegistry(key)) registry.put(key, value);
      else faults.add("unknown key " + key + KnownKeys.nearest(key));
    }
  }

  private Settings settings(Map<String, String> registry, Map<String, String> kafka) {
    String prefix = text(Setting.PREFIX, PREFIX, "letters, digits, dots, dashes and underscores");
    return new Settings(
        prefix + topic(Setting.APPLICATION_ID),
        text(Setting.BOOTSTRAP_SERVERS, BROKERS, "host:port, several parted by commas"),
        prefix,
        inputs(Setting.INPUT_LOGS),
        inputs(Setting.INPUT_CONFIGS),
        topic(Setting.INPUT_ALIASES),
        value(
            Setting.INPUT_ZONE,
            SettingsFile::zone,
            "a zone such as UTC or Europe/Berlin",
            ZoneId.of("UTC")),
        value(Setting.START, Start::of, "earliest, latest or -PT24H", new Start("earliest")),
        number(Setting.HOST_PARTITIONS, 1, MOST_PARTITIONS),
        new Retention(duration(Setting.INCIDENTS_RETENTION), duration(Setting.CONFIG_HISTORY)),
        value(Setting.STATE_DIR, SettingsFile::path, "a directory", Path.of("")),
        text(Setting.HTTP_HOST, Pattern.compile("\\S++"), "an address"),
        number(Setting.HTTP_PORT, 0, 65_535),
        text(Setting.SCHEMA_REGISTRY_URL, REGISTRY, "http(s)://…, embedded: or mock://scope"),
        registry,
        kafka);
  }

  private InputTopics inputs(Setting setting) {
    InputTopics otherwise = new InputTopics(List.of("x"), Optional.empty());
    return value(
        setting, InputTopics::of, "topic names parted by commas, or /a pattern/", otherwise);
  }

  private String topic(Setting setting) {
    return value(
        setting,
        name -> Optional.of(name).filter(InputTopics::isTopic),
        "letters, digits, dots, dashes and underscores",
        "");
  }

  private String text(Setting setting, Pattern form, String means) {
    return value(
        setting, text -> Optional.of(text).filter(t -> form.matcher(t).matches()), means, "");
  }

  private int number(Setting setting, int least, int most) {
    return value(
        setting,
        text -> number(text).filter(n -> n >= least && n <= most),
        "a number from %d to %d".formatted(least, most),
        least);
  }

  private Duration duration(Setting setting) {
    return value(
        setting,
        SettingsFile::duration,
        "a time of an hour or more, such as P90D or PT36H",
        Duration.ofDays(1));
  }

  /** The value in force; where it is wrong, a fault is noted and the last argument holds. */
  private <T> T value(
      Setting setting, Function<String, Optional<T>> reader, String means, T otherwise) {
    Optional<String> text = Optional.ofNullable(given.get(setting.key())).or(setting::preset);
    if (text.isEmpty()) {
      faults.add(setting.key() + " is missing: " + means);
      return otherwise;
    }
    Optional<T> value = reader.apply(text.get());
    if (value.isEmpty()) {
      faults.add("%s must be %s, not \"%s\"".formatted(setting.key(), means, text.get()));
    }
    return value.orElse(otherwise);
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> duration(String text) {
    try {
      Duration duration = Duration.parse(text);
      boolean sane = duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0;
      return sane ? Optional.of(duration) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (java.nio.file.InvalidPathException e) {
      return Optional.empty();
    }
  }
}

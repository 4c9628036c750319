package dev.oopsight.app;

import dev.oopsight.redaction.Redaction;
import dev.oopsight.redaction.Redaction.What;
import dev.oopsight.siem.SiemFormat;
import dev.oopsight.topology.HostPartitions.Instance;
import dev.oopsight.topology.InputTopics;
import dev.oopsight.topology.Retention;
import dev.oopsight.topology.StreamsSettings;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/** Reads settings, and tells everything that is wrong with them at once, each with its place. */
final class SettingsFile {

  private static final int MOST_PARTITIONS = 1000;
  private static final Duration SHORTEST_KEPT = Duration.ofHours(1);
  private static final Duration LONGEST_KEPT = Duration.ofDays(100 * 366);
  private static final Pattern BROKERS =
      Pattern.compile(
          "[^\\s,:]++:\\d{1,5}(?:\\s*,\\s*[^\\s,:]++:\\d{1,5})*+|\\[[^\\]\\s]++\\]:\\d{1,5}");
  private static final Pattern REGISTRY =
      Pattern.compile("embedded:|mock://\\w*+|https?://[^\\s,]++(?:\\s*,\\s*https?://[^\\s,]++)*+");
  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,100}");

  private final Map<String, String> values;
  private final GivenSettings given;
  private final Map<String, String> registry = new TreeMap<>();
  private final Map<String, String> kafka = new TreeMap<>();

  private SettingsFile(Map<String, String> values, Map<String, String> places) {
    this.values = values;
    this.given = new GivenSettings(values, places);
  }

  /**
   * Reads a properties file in UTF-8.
   *
   * @throws CommandFailed where it cannot be read, or with all that is wrong with it in one line
   */
  static Settings read(Path path) {
    List<PropertyLines.Entry> entries;
    try {
      entries = PropertyLines.read(path);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailed("cannot read settings %s: %s".formatted(path, Faults.of(e)), e);
    }
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> places = new TreeMap<>();
    SettingsFile file = new SettingsFile(values, places);
    for (PropertyLines.Entry entry : entries) {
      String key = entry.key();
      String before = places.put(key, path + ":" + entry.line());
      if (before != null) file.given.fault(key, key + " is set before, at " + before);
      values.put(key, entry.value());
    }
    Settings settings = file.settings();
    List<String> faults = file.given.faults();
    if (faults.isEmpty()) return settings;
    throw new CommandFailed(
        "%d %s in the settings: %s"
            .formatted(
                faults.size(), faults.size() == 1 ? "fault" : "faults", String.join("; ", faults)));
  }

  /**
   * Reads settings by their keys.
   *
   * @param faults gets everything that is wrong
   * @return empty where anything is
   */
  static Optional<Settings> read(Map<String, String> values, List<String> faults) {
    SettingsFile file = new SettingsFile(values, Map.of());
    Settings settings = file.settings();
    faults.addAll(file.given.faults());
    return faults.isEmpty() ? Optional.of(settings) : Optional.empty();
  }

  private void sort(String key, String value) {
    if (key.startsWith(PassedKeys.KAFKA)) {
      String own = key.substring(PassedKeys.KAFKA.length());
      PassedKeys.refusal(own, value)
          .ifPresent(why -> given.fault(key, key + " is not yours to set: " + why));
      kafka.put(own, value);
    } else if (Setting.of(key).isEmpty()) {
      if (PassedKeys.isOfRegistry(key)) registry.put(key, value);
      else given.fault(key, "unknown key " + key + KnownKeys.nearest(key));
    }
  }

  /** Kafka tells of one key at a time, and not where it stands. */
  private void checkKafka() {
    try {
      StreamsSettings.check(kafka);
    } catch (ConfigException e) {
      String says = e.getMessage();
      String key =
          kafka.keySet().stream()
              .filter(own -> says.contains(PassedKeys.bare(own)))
              .max(Comparator.comparingInt(own -> PassedKeys.bare(own).length()))
              .orElse("");
      given.fault(PassedKeys.KAFKA + key, "Kafka's clients take no such value: " + says);
    }
  }

  private Settings settings() {
    values.forEach(this::sort);
    if (given.faults().isEmpty()) checkKafka();
    String prefix =
        given.text(Setting.PREFIX, PREFIX, "letters, digits, dots, dashes and underscores");
    Duration retention = given.duration(Setting.INCIDENTS_RETENTION, SHORTEST_KEPT, LONGEST_KEPT);
    String host = given.text(Setting.HTTP_HOST, Pattern.compile("\\S++"), "an address");
    return new Settings(
        prefix + topic(Setting.APPLICATION_ID),
        given.text(Setting.BOOTSTRAP_SERVERS, BROKERS, "host:port, several parted by commas"),
        prefix,
        inputs(Setting.INPUT_LOGS),
        inputs(Setting.INPUT_CONFIGS),
        topic(Setting.INPUT_ALIASES),
        given.value(
            Setting.INPUT_ZONE,
            SettingsFile::zone,
            "a zone such as UTC or Europe/Berlin",
            ZoneId.of("UTC")),
        given.value(Setting.START, Start::of, "earliest, latest or -PT24H", Start.EARLIEST),
        given.number(Setting.HOST_PARTITIONS, 1, MOST_PARTITIONS),
        GivenLimits.read(given),
        new Retention(
            retention, given.duration(Setting.CONFIG_HISTORY, SHORTEST_KEPT, LONGEST_KEPT)),
        given.isOn(Setting.INCIDENTS_NOTICES),
        redaction(),
        given.value(
            Setting.SIEM_FORMATS,
            SiemFormat::list,
            "some of " + SiemFormat.ids() + ", parted by commas, or nothing",
            Set.of()),
        given.value(
            Setting.RULES_DIR, SettingsFile::maybePath, "a directory, or nothing", List.of()),
        given.value(Setting.STATE_DIR, SettingsFile::path, "a directory", Path.of("")),
        host,
        given.number(Setting.HTTP_PORT, 0, 65_535),
        new PeerSettings(
            maybeFile(Setting.HTTP_PEER_SECRET_FILE),
            given
                .value(
                    Setting.HTTP_ADVERTISED,
                    SettingsFile::maybeAddress,
                    "host:port, or nothing",
                    List.<Instance>of())
                .stream()
                .findFirst(),
            maybeFile(Setting.HTTP_PEER_CA_FILE)),
        GivenAccess.read(given, host),
        given.text(Setting.SCHEMA_REGISTRY_URL, REGISTRY, "http(s)://…, embedded: or mock://scope"),
        registry,
        kafka,
        GivenReceivers.read(given, retention));
  }

  private Redaction redaction() {
    Set<What> what = EnumSet.noneOf(What.class);
    if (given.isOn(Setting.REDACT_POINTERS)) what.add(What.POINTERS);
    if (given.isOn(Setting.REDACT_HOSTS)) what.add(What.HOSTS);
    if (given.isOn(Setting.REDACT_COMMS)) what.add(What.COMMS);
    boolean names = what.contains(What.HOSTS) || what.contains(What.COMMS);
    String key =
        given.value(
            Setting.REDACT_KEY,
            text -> Optional.of(text).filter(k -> !names || k.length() >= Redaction.SHORTEST_KEY),
            "at least 16 characters where names are replaced",
            "");
    return names && key.isEmpty() ? Redaction.NONE : Redaction.of(what, key);
  }

  private InputTopics inputs(Setting setting) {
    InputTopics otherwise = new InputTopics(List.of("x"), Optional.empty());
    return given.value(
        setting, InputTopics::of, "topic names parted by commas, or /a pattern/", otherwise);
  }

  private String topic(Setting setting) {
    return given.value(
        setting,
        name -> Optional.of(name).filter(InputTopics::isTopic),
        "letters, digits, dots, dashes and underscores",
        "");
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<Instance>> maybeAddress(String text) {
    return text.isEmpty() ? Optional.of(List.of()) : PeerSettings.address(text).map(List::of);
  }

  private Optional<Path> maybeFile(Setting setting) {
    return given
        .value(setting, SettingsFile::maybePath, "a file, or nothing", List.<Path>of())
        .stream()
        .findFirst();
  }

  private static Optional<List<Path>> maybePath(String text) {
    return text.isEmpty() ? Optional.of(List.of()) : path(text).map(List::of);
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}

package dev.oopsight.app;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every key of a settings file that is ours, with its default; {@code docs/settings.md} is made of
 * it.
 */
enum Setting {
  APPLICATION_ID(
      "application.id",
      "oopsight",
      "Consumer group, and the beginning of the names of internal topics; prefix stands before it."),
  BOOTSTRAP_SERVERS(
      "bootstrap.servers", null, "Brokers to begin with, host:port,host:port. Required."),
  CONFIG_HISTORY(
      "config.history",
      "P400D",
      "How long a host's config of then is kept after it was last seen, in days or hours: P400D, PT36H."),
  HOST_PARTITIONS(
      "host.partitions",
      "12",
      "Partitions of the internal topic hosts, 1 to 1000: how many ways the work on hosts can be"
          + " spread. Fixed at the first start."),
  HTTP_HOST("http.host", "127.0.0.1", "Address that the API listens on. It knows no users."),
  HTTP_PORT("http.port", "8080", "Port that the API listens on; 0 for any that is free."),
  INCIDENTS_RETENTION(
      "incidents.retention",
      "P90D",
      "How long an incident is kept after its last change, by our clock; then kernel.incidents.state"
          + " gets null for it."),
  INPUT_ALIASES("input.aliases", "host.aliases", "Topic with host ids by alias, compacted."),
  INPUT_CONFIGS(
      "input.configs",
      "host.config",
      "Topics with config snapshots: names parted by commas, or /a regular expression/."),
  INPUT_LOGS(
      "input.logs",
      "kernel.log",
      "Topics with kernel log lines: names parted by commas, or /a regular expression/."),
  INPUT_ZONE("input.zone", "UTC", "Zone of stamps that name none, such as Europe/Berlin."),
  PREFIX("prefix", "", "Before the names of all topics of ours, and before application.id."),
  SCHEMA_REGISTRY_URL(
      "schema.registry.url",
      "embedded:",
      "Where schemas are registered: http(s)://…, several parted by commas; embedded: for a registry"
          + " in this process, served under /registry; mock://scope for none."),
  START(
      "start",
      "earliest",
      "Where the first start begins in topics that exist: earliest, latest, or so long ago, -PT24H."),
  STATE_DIR(
      "state.dir",
      "oopsight-state",
      "Directory of the state stores; can be lost, and is then read back.");

  private final String key;
  private final Optional<String> preset;
  private final String says;

  Setting(String key, String preset, String says) {
    this.key = key;
    this.preset = Optional.ofNullable(preset);
    this.says = says;
  }

  String key() {
    return key;
  }

  /** What holds where the file says nothing; empty for a required key. */
  Optional<String> preset() {
    return preset;
  }

  /** What it does, for a person. */
  String says() {
    return says;
  }

  static Optional<Setting> of(String key) {
    return Stream.of(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }
}

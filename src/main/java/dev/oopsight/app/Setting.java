package dev.oopsight.app;

import dev.oopsight.siem.SiemFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every key of a settings file that is ours, with its default; {@code docs/settings.md} is made of
 * it.
 */
enum Setting {
  ALERTMANAGER_AUTHORIZATION_FILE(
      "alertmanager.authorization.file",
      "",
      "File with the value of the header Authorization for alertmanager.url: Bearer and a token, say."),
  ALERTMANAGER_URL(
      "alertmanager.url",
      "",
      "Alertmanagers that are told what is open, parted by commas: http://alertmanager:9093. Each of"
          + " a cluster is named."),
  ALERTS_WINDOW(
      "alerts.window",
      "PT2H",
      "For so long after it was last seen, a fault is open; what comes back within it is the same"
          + " alert."),
  APPLICATION_ID(
      "application.id",
      "oopsight",
      "Consumer group, and the beginning of the names of internal topics; prefix stands before it."),
  BOOTSTRAP_SERVERS(
      "bootstrap.servers", null, "Brokers to begin with, host:port,host:port. Required."),
  CONFIG_BYTES(
      "config.bytes",
      "4194304",
      "A snapshot of config with more, keys written out, is refused; at most 4194304."),
  CONFIG_HISTORY(
      "config.history",
      "P400D",
      "How long a host's config of then is kept after it was last seen, in days or hours: P400D, PT36H."),
  CONFIG_KEYS("config.keys", "100000", "A snapshot with more keys is refused."),
  CONFIG_VALUE_CHARS(
      "config.value.chars", "4096", "Of a longer value, the beginning and its length are kept."),
  HOST_PARTITIONS(
      "host.partitions",
      "12",
      "Partitions of the internal topic hosts, 1 to 1000: how many ways the work on hosts can be"
          + " spread. Fixed at the first start."),
  HTTP_ADVERTISED(
      "http.advertised",
      "",
      "Address under which other instances reach this one's API, host:port; http.host:http.port where"
          + " it is empty."),
  HTTP_AUDIT(
      "http.audit",
      "changes",
      "What is written down of requests: changes, which are those that change something and those"
          + " that are refused; or all."),
  HTTP_AUDIT_FILE(
      "http.audit.file",
      "",
      "File that it is appended to, JSON lines; else the program's log has it, logger audit."),
  HTTP_CONNECTIONS("http.connections", "1000", "Connections at once; others wait."),
  HTTP_HOST(
      "http.host",
      "127.0.0.1",
      "Address that the API listens on; another than loopback needs http.users.file or http.open."),
  HTTP_METRICS_OPEN(
      "http.metrics.open",
      "off",
      "Whether anybody may ask for /metrics, as for /healthz and /readyz: on or off."),
  HTTP_OPEN(
      "http.open",
      "off",
      "Whether anybody may ask and change everything, under any name of ours, since something else"
          + " keeps strangers out: on or off."),
  HTTP_PEER_CA_FILE(
      "http.peer.ca.file",
      "",
      "Certificates, PEM, of whom to trust when other instances are asked over HTTPS; else those of"
          + " http.tls.certificate."),
  HTTP_PEER_SECRET_FILE(
      "http.peer.secret.file",
      "",
      "File with the secret that all instances of this pipeline share, one line of 16 characters at"
          + " least: with it they answer for one another."),
  HTTP_PORT("http.port", "8080", "Port that the API listens on; 0 for any that is free."),
  HTTP_REQUESTS(
      "http.requests",
      "1000",
      "Requests a second of one user, or of one address where users are not known; beyond, 429."),
  HTTP_TLS_CERTIFICATE(
      "http.tls.certificate",
      "",
      "Certificates, PEM, the server's first: the API speaks HTTPS. Read again when it changes."),
  HTTP_TLS_KEY("http.tls.key", "", "The key of the first, PEM, not encrypted."),
  HTTP_USERS_FILE(
      "http.users.file",
      "",
      "File of those who may ask, as bin/oopsight users makes it; read again when it changes."),
  INCIDENT_BYTES(
      "incident.bytes",
      "524288",
      "What is larger, serialised, is cut: lists first, the raw text last."),
  INCIDENT_CHANGES_WITHIN(
      "incident.changes.within",
      "P7D",
      "What changed in the host's config so long before an incident is told with it; PT0S for"
          + " nothing."),
  INCIDENT_LIST_LENGTH(
      "incident.list.length",
      "1000",
      "Of longer lists, frames or modules say, the beginning and their length are kept."),
  INCIDENT_TEXT_BYTES(
      "incident.text.bytes",
      "32768",
      "Of a longer raw text, the beginning and its length are kept."),
  INCIDENTS_NOTICES(
      "incidents.notices",
      "on",
      "Whether incidents of class notice, which are no faults, are published: on or off."),
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
  INPUT_LINE_BYTES("input.line.bytes", "65536", "A longer line or message is refused."),
  INPUT_LOGS(
      "input.logs",
      "kernel.log",
      "Topics with kernel log lines: names parted by commas, or /a regular expression/."),
  INPUT_RECORD_BYTES("input.record.bytes", "4194304", "A larger record is refused."),
  INPUT_ZONE("input.zone", "UTC", "Zone of stamps that name none, such as Europe/Berlin."),
  NOTIFY_CA_FILE(
      "notify.ca.file",
      "",
      "File with certificates, PEM, that are trusted for alertmanager.url and webhook.url in place of"
          + " Java's own."),
  NOTIFY_DEADLINE(
      "notify.deadline", "PT15M", "For so long an alert is sent again where nobody takes it."),
  PREFIX("prefix", "", "Before the names of all topics of ours, and before application.id."),
  PUBLIC_URL(
      "public.url",
      "",
      "Where people reach the page, https://oopsight.example.com: alerts link to it."),
  REDACT_COMMS(
      "redact.comms",
      "off",
      "Whether names of tasks, commands, are replaced in all that is published: on or off."),
  REDACT_HOSTS(
      "redact.hosts",
      "off",
      "Whether names of hosts are replaced in all that is published: on or off."),
  REDACT_KEY(
      "redact.key",
      "",
      "Of what names are replaced by, 16 characters at least: the same key gives the same; keep it"
          + " secret."),
  REDACT_POINTERS(
      "redact.pointers",
      "off",
      "Whether addresses of the kernel are replaced in all that is published: on or off."),
  RULES_DIR(
      "rules.dir",
      "",
      "Directory of your own rules, *.yaml, beside the shipped ones; read at the start."),
  SCHEMA_REGISTRY_URL(
      "schema.registry.url",
      "embedded:",
      "Where schemas are registered: http(s)://…, several parted by commas; embedded: for a registry"
          + " in this process, served under /registry; mock://scope for none."),
  SIEM_FORMATS(
      "siem.formats",
      "ecs",
      "Encodings of incidents beside Avro, parted by commas, each on the topic kernel.incidents.FORMAT:"
          + " "
          + SiemFormat.ids()
          + ". Empty for none."),
  START(
      "start",
      "earliest",
      "Where the first start begins in topics that exist: earliest, latest, or so long ago, -PT24H."),
  STATE_DIR(
      "state.dir",
      "oopsight-state",
      "Directory of the state stores; can be lost, and is then read back."),
  TRACE_AMENDABLE(
      "trace.amendable", "PT10M", "For so long, late lines complete a trace that went out."),
  TRACE_CHARS("trace.chars", "262144", "A trace is closed at so many characters of text."),
  TRACE_KEPT_HEAP(
      "trace.kept.heap",
      "25",
      "Percent of the heap that lines may take which are kept for late ones, 1 to 75; beyond it, those"
          + " of the hosts that were silent longest are given up."),
  TRACE_LINES("trace.lines", "3000", "A trace is closed at so many lines."),
  TRACE_OPEN(
      "trace.open",
      "PT0.05S",
      "After a line that can belong to a trace, its host's lines of so long pass whatever they say."),
  TRACE_OPEN_LINES(
      "trace.open.lines", "8", "The same, in lines, where the kernel's time is not printed."),
  TRACE_SILENCE("trace.silence", "PT2S", "A trace that got no line for so long is over."),
  WEBHOOK_AUTHORIZATION_FILE(
      "webhook.authorization.file",
      "",
      "The same as alertmanager.authorization.file for webhook.url."),
  WEBHOOK_URL(
      "webhook.url",
      "",
      "Who is told of alerts in the form in which Alertmanager tells webhooks, parted by commas.");

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

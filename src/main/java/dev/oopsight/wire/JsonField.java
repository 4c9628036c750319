package dev.oopsight.wire;

/**
 * What shippers write about a line, under the names they use. Names are compared in lower case and
 * without leading {@code _} and {@code @}; members of members are joined by a dot. Where an entry
 * holds several names of a field, the one listed first counts.
 *
 * <p>Source: systemd.journal-fields(7); the outputs of Fluent Bit (in_kmsg, in_systemd), Vector
 * (journald, syslog), Filebeat (journald, ECS 8), rsyslog (contrib/imkmsg), syslog-ng
 * ($(format-json)), GELF 1.1; util-linux dmesg -J.
 */
enum JsonField {
  /** The text. */
  MESSAGE("dmesg.msg", "message", "msg", "log", "short_message"),
  /** How it came into the journal: {@code kernel}. */
  TRANSPORT("transport", "systemd.transport"),
  /** Who wrote it: {@code kernel}. */
  IDENTIFIER(
      "syslog_identifier",
      "syslog.identifier",
      "log.syslog.appname",
      "appname",
      "program",
      "ident",
      "tag"),
  /** syslog facility as number or name. */
  FACILITY(
      "syslog_facility", "dmesg.fac", "log.syslog.facility.code", "syslog.facility", "facility"),
  /** Level as number or name, or facility times eight plus level. */
  PRIORITY(
      "priority",
      "dmesg.pri",
      "log.syslog.severity.code",
      "log.syslog.priority",
      "syslog.priority",
      "severity",
      "sev",
      "level"),
  /** printk's sequence number. */
  SEQUENCE("sequence", "kmsg.sequnum"),
  /** Microseconds since boot. */
  UPTIME_MICROS("source_monotonic_timestamp"),
  /** Whole seconds since boot. */
  UPTIME_SECONDS("sec"),
  /** Microseconds beside these. */
  UPTIME_REST("usec"),
  /** Seconds since boot with a fraction, or a date. */
  UPTIME("dmesg.time"),
  /** printk's caller. */
  CALLER("dmesg.caller"),
  /** Microseconds since 1970 by the host's clock. */
  REALTIME_MICROS("source_realtime_timestamp", "realtime_timestamp"),
  /** The shipper's time: seconds since 1970 or a date. */
  TIME("timestamp", "time", "date"),
  /** The kernel's boot id. */
  BOOT_ID("boot_id", "journald.host.boot_id"),
  /** The host's machine id. */
  MACHINE_ID("machine_id"),
  /** The host that a relayed syslog line names. */
  RELAYED_HOST("log.syslog.hostname"),
  /** The host's name by itself. */
  HOSTNAME("host.id", "hostname", "host.hostname"),
  /** The host's name by the shipper. */
  HOST("host", "host.name");

  private final String names;

  JsonField(String... names) {
    this.names = String.join(" ", names);
  }

  /** A field under one of its names; 0 is the best. */
  record Name(JsonField field, int rank) {}

  private static final ByteTable<Name> BY_NAME = new ByteTable<>(1024);

  static {
    for (JsonField field : values()) {
      int rank = 0;
      for (String text : field.names.split(" ", -1)) {
        byte[] name = Bytes.of(text);
        BY_NAME.put(name, 0, name.length, new Name(field, rank++));
      }
    }
  }

  /** The field of that name; null where no shipper means anything by it. */
  static Name named(byte[] b, int from, int to) {
    return BY_NAME.get(b, from, to);
  }
}

package dev.oopsight.wire;

/**
 * Which of the names that come with a line is the host's: the record's host-id header, the machine
 * id, the host that syslog names, the shipper's host field, the record's key. A name like {@code
 * localhost} counts only where there is no other.
 */
final class HostOrder {

  private final JsonEntry entry;
  private final HostNames names = new HostNames();
  private byte[] key;
  private HostNames.Name header;
  private boolean badHeader;
  private HostNames.Name lastResort;

  HostOrder(JsonEntry entry) {
    this.entry = entry;
  }

  /** Begins another record. */
  void begin(Origin origin) {
    byte[] bytes = origin.hostHeader();
    header = bytes == null ? null : names.of(bytes, 0, bytes.length);
    badHeader = bytes != null && header == null;
    key = origin.key();
  }

  /** Whether the record names its host explicitly and that name cannot be one. */
  boolean headerIsBad() {
    return badHeader;
  }

  /**
   * The host of a line, or null.
   *
   * @param bytes holds the name that syslog gave, if it gave one
   * @param from index of its first byte
   * @param to index after its last
   */
  HostNames.Name find(byte[] bytes, int from, int to) {
    if (header != null) return header;
    lastResort = null;
    HostNames.Name name = null;
    if (!entry.isEmpty()) {
      name = field(JsonField.MACHINE_ID);
      if (name == null) name = field(JsonField.RELAYED_HOST);
    }
    if (name == null && to > from) name = telling(bytes, from, to);
    if (name == null && !entry.isEmpty()) {
      name = field(JsonField.HOSTNAME);
      if (name == null) name = field(JsonField.HOST);
    }
    if (name == null && key != null) name = telling(key, 0, key.length);
    return name == null ? lastResort : name;
  }

  private HostNames.Name field(JsonField field) {
    if (!entry.find(field)) return null;
    return telling(entry.bytes, entry.valueFrom, entry.valueTo);
  }

  private HostNames.Name telling(byte[] b, int from, int to) {
    HostNames.Name name = names.of(b, from, to);
    if (name == null || !name.saysNothing) return name;
    if (lastResort == null) lastResort = name;
    return null;
  }
}

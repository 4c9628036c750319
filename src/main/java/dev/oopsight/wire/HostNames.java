package dev.oopsight.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.log.HostId;

/**
 * One String for each host name, found by its bytes. A name costs an allocation when it is first
 * seen and none afterwards.
 */
final class HostNames {

  private static final int MOST_NAMES = 1 << 18;
  private static final int LONGEST_BYTES = 4 * 255;
  private static final byte[] NIL = Bytes.of("-");
  private static final byte[] UNSET = Bytes.of("(none)");
  private static final byte[] LOCALHOST = Bytes.of("localhost");

  private final ByteTable<Name> known = new ByteTable<>(MOST_NAMES);

  /** A name, and when its host was heard last. */
  static final class Name {

    private static final long MINUTE_MICROS = 60_000_000;

    /** As it is written. */
    final String text;

    /**
     * Whether it says only that nobody named the host: {@code localhost}, {@code (none)}. Better
     * than nothing, worse than any other name.
     */
    final boolean saysNothing;

    private long minute = Long.MIN_VALUE;

    private Name(String text, boolean saysNothing) {
      this.text = text;
      this.saysNothing = saysNothing;
    }

    /** Whether the host was heard in another minute before, if ever; now it was heard in this. */
    boolean beginsMinute(long micros) {
      long now = Math.floorDiv(micros, MINUTE_MICROS);
      if (now == minute) return false;
      minute = now;
      return true;
    }
  }

  /** The name those bytes write; null where they cannot be a host's name. */
  Name of(byte[] b, int from, int to) {
    Name name = known.get(b, from, to);
    if (name != null) return name;
    if (to <= from || to - from > LONGEST_BYTES || Bytes.equal(NIL, b, from, to)) return null;
    String text = new String(b, from, to - from, UTF_8);
    if (HostId.of(text).isEmpty()) return null;
    name = new Name(text, saysNothing(b, from, to));
    known.put(b, from, to, name);
    return name;
  }

  /** The same, and nothing else of it. */
  String textOf(byte[] b, int from, int to) {
    Name name = of(b, from, to);
    return name == null ? null : name.text;
  }

  private static boolean saysNothing(byte[] b, int from, int to) {
    return Bytes.startsWith(LOCALHOST, b, from, to) || Bytes.equal(UNSET, b, from, to);
  }
}

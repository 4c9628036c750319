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

  private final ByteTable<String> known = new ByteTable<>(MOST_NAMES);

  /** The name those bytes write; null where they cannot be a host's name. */
  String of(byte[] b, int from, int to) {
    String name = known.get(b, from, to);
    if (name != null) return name;
    if (to <= from || to - from > LONGEST_BYTES || Bytes.equal(NIL, b, from, to)) return null;
    name = new String(b, from, to - from, UTF_8);
    if (HostId.of(name).isEmpty()) return null;
    known.put(b, from, to, name);
    return name;
  }

  /**
   * Whether a name says only that nobody named the host: {@code localhost}, {@code (none)}. Better
   * than nothing, worse than any other name.
   */
  static boolean saysNothing(byte[] b, int from, int to) {
    return Bytes.startsWith(LOCALHOST, b, from, to) || Bytes.equal(UNSET, b, from, to);
  }
}

package dev.oopsight.wire;

import dev.oopsight.log.LineView;

/**
 * What stands between a syslog time stamp and the kernel's own text: host and tag.
 *
 * <pre>{@code
 * web1 kernel: [4262686.822339] swapper: page allocation failure
 * web1 kern.warn kernel: [   12.345678] text
 * web1 kernel - - - [4262686.822339] text
 * }</pre>
 *
 * <p>Shape: a line is ours by its tag alone, {@code kernel}; a facility, where the line has one,
 * was looked at before. Errors: none are thrown. Source: RFC 3164 4.1, RFC 5424 6.2 and 6.3;
 * BusyBox sysklogd/syslogd.c for the word with facility and level.
 */
final class SyslogLine {

  private static final byte[] TAG = Bytes.of("kernel:");
  private static final byte[] APP = Bytes.of("kernel");
  private static final byte[] NIL = Bytes.of("-");
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Where the host's name stands; both 0 where there is none. */
  int hostFrom;

  int hostTo;

  void clear() {
    hostFrom = 0;
    hostTo = 0;
  }

  /** Index of the text after {@code kernel:} and a blank, or {@link Stamps#NONE}. */
  static int afterTag(byte[] b, int at, int to) {
    if (!Bytes.startsWith(TAG, b, at, to)) return Stamps.NONE;
    int end = at + TAG.length;
    return end < to && b[end] == ' ' ? end + 1 : end;
  }

  /**
   * Reads {@code web1 kernel: …} and answers the index of the text, or {@link Stamps#NONE} where it
   * is not the kernel's. The host may be missing.
   */
  int afterHostAndTag(byte[] b, int from, int to, LineView line) {
    int text = afterLevelAndTag(b, from, to, line);
    if (text != Stamps.NONE) return text;
    int end = Bytes.endOfWord(b, from, to);
    if (end == from || end == to) return Stamps.NONE;
    text = afterLevelAndTag(b, end + 1, to, line);
    if (text == Stamps.NONE && isStamp(b, end + 1, to, line)) text = end + 1;
    if (text == Stamps.NONE) return Stamps.NONE;
    hostFrom = from;
    hostTo = end;
    return text;
  }

  private static boolean isStamp(byte[] b, int at, int to, LineView line) {
    return at < to && b[at] == '[' && Stamps.printk(b, at, to, line) != Stamps.NONE;
  }

  private static int afterLevelAndTag(byte[] b, int at, int to, LineView line) {
    int text = afterTag(b, at, to);
    if (text != Stamps.NONE) return text;
    int end = Bytes.endOfWord(b, at, to);
    int point = Bytes.indexOf((byte) '.', b, at, end);
    if (point == end || !Levels.isKernel(b, at, point)) return Stamps.NONE;
    int level = Levels.level(b, point + 1, end);
    if (level < 0 || end == to) return Stamps.NONE;
    line.level = level;
    return afterTag(b, end + 1, to);
  }

  /** The same for RFC 5424, from the time stamp on. */
  int afterHeader5424(byte[] b, int from, int to) {
    int stamp = Bytes.endOfWord(b, from, to);
    int host = Bytes.endOfWord(b, Math.min(stamp + 1, to), to);
    int app = Bytes.endOfWord(b, Math.min(host + 1, to), to);
    int process = Bytes.endOfWord(b, Math.min(app + 1, to), to);
    int id = Bytes.endOfWord(b, Math.min(process + 1, to), to);
    if (id == to) return Stamps.NONE;
    boolean kernel =
        Bytes.equal(APP, b, host + 1, app)
            || Bytes.equal(TAG, b, host + 1, app)
            || Bytes.equal(NIL, b, host + 1, app);
    if (!kernel) return Stamps.NONE;
    hostFrom = stamp + 1;
    hostTo = host;
    int text = afterStructuredData(b, id + 1, to);
    if (text < to && b[text] == ' ') text++;
    return Bytes.startsWith(BYTE_ORDER_MARK, b, text, to) ? text + BYTE_ORDER_MARK.length : text;
  }

  /** {@code -} or any number of {@code [id name="value"]}, where a backslash guards a bracket. */
  private static int afterStructuredData(byte[] b, int from, int to) {
    if (from < to && b[from] == '-') return from + 1;
    int at = from;
    while (at + 1 < to && b[at] == '[' && Bytes.isLetter(b[at + 1])) {
      int end = at + 1;
      while (end < to && b[end] != ']') end += b[end] == '\\' ? 2 : 1;
      if (end >= to) return at;
      at = end + 1;
    }
    return at;
  }
}

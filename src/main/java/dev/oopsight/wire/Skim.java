package dev.oopsight.wire;

/**
 * Passes over the lines of a file that cannot matter, most of a log, without reading each of them.
 *
 * <p>Shape: a line can be passed over where nothing but its message can make it matter: its carrier
 * prints no level, it is no document and no part of one, and nothing in it is escaped. Whether the
 * message matters is for the {@link LineSink} to say, of some hundred bytes at a time. Lines of
 * other forms are left to be read as ever, so this need not know formats well, only when to keep
 * its hands off. Errors: none are thrown.
 */
final class Skim {

  /** A longer stretch costs less to ask about; where it holds what matters, it was too long. */
  private static final int FIRST_STRETCH = 1 << 9;

  private static final int LONGEST_STRETCH = 1 << 13;
  private static final int LONGEST_STAMP = 16;
  private static final int MOST_WORDS = 4;
  private static final int BSD_STAMP = "Jun 25 03:12:01 ".length();
  private static final byte[] FACILITY = Bytes.of("kern.");

  private final PlainStretch plain = new PlainStretch();
  private final int longestLine;
  private int lines;

  /**
   * Passes over nothing yet.
   *
   * @param longestLine bytes of a line that is not refused
   */
  Skim(int longestLine) {
    this.longestLine = longestLine;
  }

  /**
   * Index of the first line that is to be read. A line that is passed over is never the last one:
   * an indented line may go on with the one before it.
   *
   * @param from where a line begins
   * @param to where what is there ends, perhaps within a line
   */
  int over(byte[] b, int from, int to, LineSink sink) {
    lines = 0;
    int at = from;
    int quiet = from;
    for (int most = FIRST_STRETCH; quiet == at; most = Math.min(most * 2, LONGEST_STRETCH)) {
      at = stretch(b, quiet, to, most);
      if (at == quiet) break;
      quiet = sink.quietUntil(b, quiet, at);
    }
    int line = lineBefore(b, lineOf(b, quiet, from), from);
    lines -= Bytes.count((byte) '\n', b, line, at);
    return line;
  }

  /** How many lines the last call passed over. */
  int lines() {
    return lines;
  }

  /** Index after the lines, some hundred bytes of them, in which only the message can matter. */
  private int stretch(byte[] b, int from, int to, int most) {
    int at = from;
    while (at < to && at - from < most && bringsMessageOnly(b, at, to)) {
      int end = plain.end(b, at, to);
      if (end == to || b[end] != '\n' || plain.mayHoldEscape() || end - at > longestLine) break;
      at = end + 1;
      lines++;
    }
    return at;
  }

  /** The beginning of the line in which an index lies. */
  private static int lineOf(byte[] b, int index, int from) {
    int at = index;
    while (at > from && b[at - 1] != '\n') at--;
    return at;
  }

  private static int lineBefore(byte[] b, int line, int from) {
    return line == from ? from : lineOf(b, line - 1, from);
  }

  private static boolean bringsMessageOnly(byte[] b, int at, int to) {
    byte first = b[at];
    if (first == '[') return isKernelStamp(b, at + 1, to);
    if (Bytes.isLetter(first)) {
      if (TextFormats.isDecodedPrefix(b, at, to) || Calendar.weekday(b, at, to) != 0) return false;
      boolean stamped = at + BSD_STAMP < to && Calendar.month(b, at, to) != 0;
      return !bringsLevel(b, stamped ? at + BSD_STAMP : at, to);
    }
    // What else begins with digits may be kmsg's, which tells the level by them.
    return Bytes.isDigit(first) && at + 4 < to && b[at + 4] == '-' && !bringsLevel(b, at, to);
  }

  private static boolean isKernelStamp(byte[] b, int at, int to) {
    int digit = Bytes.skipBlanks(b, at, Math.min(to, at + LONGEST_STAMP));
    return digit < to && Bytes.isDigit(b[digit]);
  }

  /**
   * Whether a level follows: {@code <4>} before or after the tag, or BusyBox's {@code kern.warn}.
   */
  private static boolean bringsLevel(byte[] b, int from, int to) {
    int at = from;
    for (int word = 0; word < MOST_WORDS; word++) {
      if (at >= to || b[at] == '<' || Bytes.startsWith(FACILITY, b, at, to)) return true;
      int end = Bytes.endOfWord(b, at, to);
      at = Bytes.skipBlanks(b, end, to);
      if (end > from && b[end - 1] == ':') return at < to && b[at] == '<';
    }
    return false;
  }
}

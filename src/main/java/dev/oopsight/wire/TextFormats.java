package dev.oopsight.wire;

import static dev.oopsight.wire.Bytes.isDigit;
import static dev.oopsight.wire.Bytes.isLetter;
import static dev.oopsight.wire.Bytes.skipDigits;

import dev.oopsight.log.EventTime.Quality;
import dev.oopsight.log.LineView;

/**
 * Tells the format of one line of text by its first bytes and skips what stands before the kernel's
 * own words.
 *
 * <pre>{@code
 * [   12.345678] text                            <4>[   12.345678][  T14] text    <4>text
 * kern  :warn  : [   12.345678] text             [Thu Jun 25 03:12:01 2009] text
 * 2009-06-25T03:12:01,123456+00:00 text          4,1814,12345678,-;text
 * <4>Jun 25 03:12:01 web1 kernel: [   12.345678] text
 * <4>1 2026-11-23T00:00:00.1Z web1 kernel - - - [   12.345678] text
 * 2026-11-23T00:00:00+00:00 web1 kernel: text    [   12.345678] web1 kernel: text
 * 2026-11-23T00:00:00.1Z stdout F [   12.345678] text                > [   12.345678] text
 * }</pre>
 *
 * <p>Shape: what {@link #read} found is in the view and in this object until the next line. A line
 * without any prefix is the kernel's: that is how it looks without printk.time. A line into which a
 * serial console glued the beginning of another is read as two, see {@link #rest}. Errors: none are
 * thrown. Source: {@link Stamps}, {@link KmsgLine}, {@link SyslogLine}; util-linux
 * sys-utils/dmesg.c; systemd src/shared/logs-show.c (journalctl's short formats); Kubernetes
 * pkg/kubelet/kuberuntime/logs (the container runtimes' log format).
 */
final class TextFormats {

  private static final int DECODED_PREFIX = "kern  :warn  : ".length();
  private static final int LEAST_INDENT = "[    0.000000] ".length();

  /** Carriers put theirs before another's; a line of prefixes alone is nobody's. */
  private static final int MOST_PREFIXES = 8;

  private static final byte[] STDOUT = Bytes.of("stdout ");
  private static final byte[] STDERR = Bytes.of("stderr ");

  private final Stamps stamps = new Stamps();
  private final KmsgLine kmsg = new KmsgLine(stamps);
  private final SyslogLine syslog = new SyslogLine();
  private final LineView previous = new LineView();
  private Verdict previousVerdict = Verdict.NOTHING;
  private int previousIndent;
  private int prefixes;

  /** How unprintable bytes are written in the line that was read last. */
  Escapes.Spelling spelling;

  /** Where on the line another begins, glued to the one that was read last; else the line's end. */
  int rest;

  /** Begins another piece of input. */
  void begin(Origin origin) {
    stamps.begin(origin);
    forget();
  }

  /** Forgets the line that was read last. */
  void forget() {
    syslog.clear();
    previousVerdict = Verdict.NOTHING;
    previousIndent = 0;
  }

  int hostFrom() {
    return syslog.hostFrom;
  }

  int hostTo() {
    return syslog.hostTo;
  }

  Stamps stamps() {
    return stamps;
  }

  /** Reads one line into the view; its other fields keep what they hold. */
  Verdict read(byte[] b, int from, int to, LineView line) {
    spelling = Escapes.Spelling.PLAIN;
    rest = to;
    syslog.clear();
    line.bytes = b;
    line.from = from;
    line.to = to;
    if (from == to) return Verdict.NOTHING;
    if (b[from] == ' ' && previousVerdict != Verdict.NOTHING && continues(b, from, to, line)) {
      return line.from == to ? Verdict.NOTHING : previousVerdict;
    }
    prefixes = 0;
    Verdict verdict = recognise(b, from, to, line);
    remember(verdict, from, line);
    return verdict;
  }

  /** dmesg indents the further lines of one printk by the width of its prefix. */
  private boolean continues(byte[] b, int from, int to, LineView line) {
    if (previous.format.equals("kmsg")) {
      line.from = to;
      return true;
    }
    int text = from + previousIndent;
    if (previousIndent < LEAST_INDENT || Bytes.skipBlanks(b, from, to) < text) return false;
    line.from = text;
    line.level = previous.level;
    line.facility = previous.facility;
    line.kernelMicros = previous.kernelMicros;
    line.wallMicros = previous.wallMicros;
    line.wallQuality = previous.wallQuality;
    line.caller = previous.caller;
    line.format = previous.format;
    return true;
  }

  private void remember(Verdict verdict, int from, LineView line) {
    previousVerdict = verdict;
    previousIndent = line.format.equals("dmesg") ? line.from - from : 0;
    previous.level = line.level;
    previous.facility = line.facility;
    previous.kernelMicros = line.kernelMicros;
    previous.wallMicros = line.wallMicros;
    previous.wallQuality = line.wallQuality;
    previous.caller = line.caller;
    previous.format = line.format;
  }

  private Verdict recognise(byte[] b, int from, int to, LineView line) {
    if (prefixes++ >= MOST_PREFIXES) return bare(b, from, to, line);
    line.format = "dmesg";
    byte first = b[from];
    if (first == '[') return bracket(b, from, to, line);
    if (first == '<') return priority(b, from, to, line);
    if (isDigit(first)) return digits(b, from, to, line);
    if (isLetter(first)) return letters(b, from, to, line);
    if (isQuote(first)) return quoted(b, from, to, line);
    if (first == ' ' || first == '\t') return indented(b, from, to, line);
    return bare(b, from, to, line);
  }

  private static boolean isQuote(byte c) {
    return c == '>' || c == '|';
  }

  /** As in a reply to a mail. The kernel marks a row of memory so too, without a blank. */
  private Verdict quoted(byte[] b, int from, int to, LineView line) {
    int text = from;
    int at = from;
    while (at < to && isQuote(b[at])) {
      at++;
      if (at < to && b[at] == ' ') text = ++at;
    }
    if (at == to) return Verdict.NOTHING;
    return text == from ? bare(b, from, to, line) : recognise(b, text, to, line);
  }

  /** A log that stands within other text is indented with its prefixes. */
  private Verdict indented(byte[] b, int from, int to, LineView line) {
    int at = from;
    while (at < to && (b[at] == ' ' || b[at] == '\t')) at++;
    if (!mayBePrefixed(b, at, to, line)) return bare(b, from, to, line);
    Verdict verdict = recognise(b, at, to, line);
    if (line.from == at) line.from = from; // it was none
    return verdict;
  }

  private boolean mayBePrefixed(byte[] b, int at, int to, LineView line) {
    if (at + 4 >= to) return false;
    if (b[at] == '<') return isDigit(b[at + 1]);
    if (b[at] == '[') return stamps.bracketed(b, at, to, line) != Stamps.NONE;
    return isDigit(b[at])
        ? b[at + 4] == '-'
        : Calendar.month(b, at, to) != 0
            || Calendar.weekday(b, at, to) != 0
            || isDecodedPrefix(b, at, to);
  }

  private Verdict bracket(byte[] b, int from, int to, LineView line) {
    int text = stamps.bracketed(b, from, to, line);
    if (text == Stamps.NONE) return bare(b, from, to, line);
    return afterStamp(b, text, to, line);
  }

  /** After a stamp in brackets may stand what journalctl -o short-monotonic adds. */
  private Verdict afterStamp(byte[] b, int text, int to, LineView line) {
    line.from = text;
    if (text < to && b[text] == '[') {
      // CI systems and relays put a stamp of theirs before the kernel's.
      int inner = line.kernelMicros < 0 ? stamps.bracketed(b, text, to, line) : Stamps.NONE;
      if (inner != Stamps.NONE) line.from = inner;
      return Verdict.OURS;
    }
    int word = Bytes.endOfWord(b, text, to);
    if (word == text || word == to || b[word - 1] == ':') return Verdict.OURS;
    int inner = SyslogLine.afterTag(b, word + 1, to);
    if (inner != Stamps.NONE) {
      syslog.hostFrom = text;
      syslog.hostTo = word;
      line.from = inner;
      line.format = "syslog";
    }
    return Verdict.OURS;
  }

  private Verdict priority(byte[] b, int from, int to, LineView line) {
    if (prefixes++ >= MOST_PREFIXES) return bare(b, from, to, line);
    int end = skipDigits(b, from + 1, to);
    if (end == from + 1 || end > from + 4 || end >= to || b[end] != '>') {
      return bare(b, from, to, line);
    }
    int priority = (int) Bytes.number(b, from + 1, end);
    line.level = priority & 7;
    line.facility = priority >> 3;
    if (line.facility != 0) return Verdict.NOT_OURS;
    int at = end + 1;
    line.from = at;
    if (at == to) return Verdict.OURS;
    byte first = b[at];
    if (first == '[') return bracket(b, at, to, line);
    if (first == '1' && at + 1 < to && b[at + 1] == ' ') return rfc5424(b, at + 2, to, line);
    if (isDigit(first) || isLetter(first)) {
      int stamp = isDigit(first) ? stamps.iso(b, at, to, line) : stamps.bsd(b, at, to, line);
      if (stamp != Stamps.NONE) return hostAndTag(b, stamp, to, line);
    }
    return tagOnly(b, at, to, line);
  }

  private Verdict rfc5424(byte[] b, int from, int to, LineView line) {
    int text = syslog.afterHeader5424(b, from, to);
    if (text == Stamps.NONE) return Verdict.NOT_OURS;
    stamps.iso(b, from, to, line);
    return syslogText(b, text, to, line);
  }

  private Verdict digits(byte[] b, int from, int to, LineView line) {
    int numbers = KmsgLine.recognise(b, from, to);
    if (numbers != Stamps.NONE) {
      line.format = numbers == from ? "kmsg" : "netconsole";
      spelling = Escapes.Spelling.HEX;
      return kmsg.read(b, numbers, to, line);
    }
    int stamp = stamps.iso(b, from, to, line);
    if (stamp != Stamps.NONE && stamp < to && b[stamp] == ' ') {
      int contained = afterContainer(b, stamp + 1, to);
      if (contained != Stamps.NONE) return contained(b, contained, to, line);
      boolean dmesg = b[from + "2009-06-25T03:12:01".length()] == ',';
      return dmesg ? dmesgIso(b, stamp + 1, to, line) : hostAndTag(b, stamp, to, line);
    }
    stamp = unixStamp(b, from, to, line);
    if (stamp != Stamps.NONE) return hostAndTag(b, stamp, to, line);
    return bare(b, from, to, line);
  }

  /** Index of the text behind {@code stdout F }, or {@link Stamps#NONE}. */
  private static int afterContainer(byte[] b, int at, int to) {
    boolean stream = Bytes.startsWith(STDOUT, b, at, to) || Bytes.startsWith(STDERR, b, at, to);
    int tag = at + STDOUT.length;
    return stream && tag + 1 < to && (b[tag] == 'F' || b[tag] == 'P') && b[tag + 1] == ' '
        ? tag + 2
        : Stamps.NONE;
  }

  /** Containers print what they like; what has the kernel's own prefix was read from its log. */
  private Verdict contained(byte[] b, int at, int to, LineView line) {
    Verdict verdict = at < to ? recognise(b, at, to, line) : Verdict.NOTHING;
    boolean isKernel = line.kernelMicros >= 0 || line.level >= 0;
    return verdict == Verdict.OURS && !isKernel ? Verdict.NOT_OURS : verdict;
  }

  private Verdict dmesgIso(byte[] b, int from, int to, LineView line) {
    line.wallQuality = Quality.KERNEL;
    line.from = from;
    if (from >= to || b[from] != '[') return Verdict.OURS;
    int caller = stamps.caller(b, Bytes.skipBlanks(b, from + 1, to), to, line);
    if (caller == Stamps.NONE || caller >= to || b[caller] != ']') {
      line.caller = null;
      return Verdict.OURS;
    }
    line.from = caller + 1 < to && b[caller + 1] == ' ' ? caller + 2 : caller + 1;
    return Verdict.OURS;
  }

  /** {@code 1564173027.000443 web1 kernel: …}: journalctl -o short-unix. */
  private static int unixStamp(byte[] b, int from, int to, LineView line) {
    int point = skipDigits(b, from, to);
    if (point - from != 10 || point + 7 >= to || b[point] != '.' || b[point + 7] != ' ') {
      return Stamps.NONE;
    }
    line.wallMicros =
        Bytes.number(b, from, point) * Calendar.MICROS_PER_SECOND
            + Bytes.fractionMicros(b, point + 1, point + 7);
    line.wallQuality = Quality.SHIPPER;
    return point + 7;
  }

  private Verdict letters(byte[] b, int from, int to, LineView line) {
    if (isDecodedPrefix(b, from, to)) return decodedPrefix(b, from, to, line);
    int stamp = stamps.bsd(b, from, to, line);
    if (stamp == Stamps.NONE && Calendar.weekday(b, from, to) != 0) {
      stamp = stamps.longDate(b, from, to, line);
      if (stamp == Stamps.NONE) stamp = stamps.iso(b, from + 4, to, line);
    }
    if (stamp != Stamps.NONE) return hostAndTag(b, stamp, to, line);
    return tagOnly(b, from, to, line);
  }

  /** Whether it looks like {@code kern :warn : }. */
  static boolean isDecodedPrefix(byte[] b, int from, int to) {
    return to - from >= DECODED_PREFIX
        && b[from + 6] == ':'
        && b[from + 13] == ':'
        && b[from + 14] == ' ';
  }

  /** {@code kern :warn : }, from dmesg -x. */
  private Verdict decodedPrefix(byte[] b, int from, int to, LineView line) {
    int facilityEnd = Math.min(Bytes.endOfWord(b, from, to), from + 6);
    int levelEnd = Math.min(Bytes.endOfWord(b, from + 7, to), from + 13);
    int facility = Levels.facility(b, from, facilityEnd);
    int level = Levels.level(b, from + 7, levelEnd);
    if (facility < 0 || level < 0) return bare(b, from, to, line);
    line.facility = facility;
    line.level = level;
    int at = from + DECODED_PREFIX;
    line.from = at;
    Verdict verdict = at < to ? recognise(b, at, to, line) : Verdict.OURS;
    return facility == 0 ? verdict : Verdict.NOT_OURS;
  }

  /** After a syslog stamp: host, tag, text; or the kernel's stamp right away. */
  private Verdict hostAndTag(byte[] b, int stamp, int to, LineView line) {
    int at = Bytes.skipBlanks(b, stamp, to);
    if (at == stamp) return tagOnly(b, line.from, to, line);
    if (at < to && (b[at] == '[' || b[at] == '<')) {
      int text = b[at] == '[' ? stamps.bracketed(b, at, to, line) : Stamps.NONE;
      if (text != Stamps.NONE) return afterStamp(b, text, to, line);
      if (b[at] == '<') return priority(b, at, to, line);
    }
    int text = syslog.afterHostAndTag(b, at, to, line);
    return text == Stamps.NONE ? Verdict.NOT_OURS : syslogText(b, text, to, line);
  }

  private Verdict tagOnly(byte[] b, int at, int to, LineView line) {
    int text = SyslogLine.afterTag(b, at, to);
    if (text != Stamps.NONE) return syslogText(b, text, to, line);
    text = syslog.afterHostAndTag(b, at, to, line);
    boolean stamped = text < to && text != Stamps.NONE && b[text] == '[';
    if (stamped && Stamps.printk(b, text, to, line) != Stamps.NONE) {
      return syslogText(b, text, to, line);
    }
    syslog.clear();
    return bare(b, at, to, line);
  }

  private Verdict syslogText(byte[] b, int at, int to, LineView line) {
    line.format = "syslog";
    spelling = Escapes.Spelling.OCTAL;
    line.from = at;
    if (at + 3 < to && b[at] == '<' && isDigit(b[at + 1]) && b[at + 2] == '>') {
      line.level = (b[at + 1] - '0') & 7;
      line.from = at + 3;
    }
    if (line.from < to && b[line.from] == '[') {
      int text = stamps.bracketed(b, line.from, to, line);
      if (text != Stamps.NONE) line.from = text;
    }
    return Verdict.OURS;
  }

  /** No prefix: all of it is text, up to where a stamp stands. */
  private Verdict bare(byte[] b, int from, int to, LineView line) {
    line.from = from;
    long kernelMicros = line.kernelMicros;
    int at = Bytes.indexOf((byte) '[', b, from, to);
    while (at < to && (at == from || Stamps.printk(b, at, to, line) == Stamps.NONE)) {
      at = Bytes.indexOf((byte) '[', b, at + 1, to);
    }
    rest = at;
    line.to = at;
    line.kernelMicros = kernelMicros;
    return Bytes.skipBlanks(b, from, at) == at ? Verdict.NOTHING : Verdict.OURS;
  }
}

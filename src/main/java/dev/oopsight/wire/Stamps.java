package dev.oopsight.wire;

import static dev.oopsight.wire.Bytes.isDigit;
import static dev.oopsight.wire.Bytes.skipBlanks;
import static dev.oopsight.wire.Bytes.skipDigits;
import static dev.oopsight.wire.Bytes.two;
import static dev.oopsight.wire.Calendar.MICROS_PER_SECOND;

import dev.oopsight.log.Caller;
import dev.oopsight.log.EventTime.Quality;
import dev.oopsight.log.LineView;

/**
 * The time stamps that stand before a line, and printk's caller beside them.
 *
 * <pre>{@code
 * [4262686.822339]            printk, seconds since boot
 * [   12.345678][  T214]      the same with its caller; dmesg writes [T214] after a blank
 * [Thu Jun 25 03:12:01 2009]  dmesg -T
 * [Jun25 03:12] [  +0.000004] dmesg -e
 * Jun 25 03:12:01             RFC 3164, with a fraction from journalctl -o short-precise
 * 2026-11-23T00:00:00.1Z      RFC 5424; dmesg --time-format iso has a comma before the fraction
 * }</pre>
 *
 * <p>Shape: each method looks at one place and answers the index after the stamp, or {@link #NONE}
 * and has changed nothing that counts. Units: microseconds. Errors: none are thrown. Source: Linux
 * kernel/printk/printk.c {@code print_time}, {@code print_caller}; util-linux sys-utils/dmesg.c;
 * RFC 3164 4.1.2; RFC 5424 6.2.3.
 */
final class Stamps {

  /** No stamp stands there. */
  static final int NONE = -1;

  private static final int MICRO_DIGITS = 6;
  private static final int LONGEST_BRACKET = 48;
  private static final int CALLERS = 512;

  private final Calendar calendar = new Calendar();
  private final Caller[] callers = new Caller[CALLERS];
  private long receivedMicros;
  private long lastRelativeMicros = LineView.UNKNOWN;
  private int lastMonth;
  private int lastDay;
  private long lastMidnight;

  /** Begins another piece of input. */
  void begin(Origin origin) {
    calendar.use(origin.zone());
    if (Calendar.day(origin.recordMicros()) != Calendar.day(receivedMicros)) lastMonth = 0;
    receivedMicros = origin.recordMicros();
    lastRelativeMicros = LineView.UNKNOWN;
  }

  /** Whether stamps that follow may count from those before. */
  boolean countOn() {
    return lastRelativeMicros >= 0;
  }

  /** Any stamp in brackets, with the caller that may follow, and the blank after it. */
  int bracketed(byte[] b, int at, int to, LineView line) {
    int end = printk(b, at, to, line);
    if (end == NONE) end = inBrackets(b, at, to, line);
    if (end == NONE) return NONE;
    end = afterCaller(b, end, to, line);
    return end < to && b[end] == ' ' ? end + 1 : end;
  }

  /** {@code [ 12.345678]}, of which vendors' kernels add {@code ,cpu} or {@code @cpu}. */
  static int printk(byte[] b, int at, int to, LineView line) {
    int digits = skipBlanks(b, at + 1, to);
    int point = digits;
    long micros = 0;
    while (point < to && isDigit(b[point])) micros = micros * 10 + (b[point++] - '0');
    if (point == digits || point - digits > 12 || point + MICRO_DIGITS + 1 >= to) return NONE;
    if (b[point] != '.') return NONE;
    int end = point + 1;
    while (end <= point + MICRO_DIGITS) {
      if (!isDigit(b[end])) return NONE;
      micros = micros * 10 + (b[end++] - '0');
    }
    if (b[end] == ',' || b[end] == '@') end = skipDigits(b, end + 1, to);
    if (end < to && b[end] == ' ') end = afterDelta(b, end, to);
    if (end >= to || b[end] != ']') return NONE;
    line.kernelMicros = micros;
    return end + 1;
  }

  /** {@code < 0.000004>}, which {@code dmesg -d} adds inside the brackets. */
  private static int afterDelta(byte[] b, int at, int to) {
    int open = skipBlanks(b, at, to);
    if (open >= to || b[open] != '<') return at;
    int end = Bytes.indexOf((byte) '>', b, open, Math.min(to, open + LONGEST_BRACKET));
    return end < to && b[end] == '>' ? end + 1 : at;
  }

  /** {@code [ T214]}, {@code [C1]}; without one, the place where it was looked for. */
  private int afterCaller(byte[] b, int at, int to, LineView line) {
    int open = at < to && b[at] == ' ' ? at + 1 : at;
    if (open >= to || b[open] != '[') return at;
    int kind = skipBlanks(b, open + 1, to);
    int end = caller(b, kind, to, line);
    return end != NONE && end < to && b[end] == ']' ? end + 1 : at;
  }

  /** {@code T214} or {@code C1}. */
  int caller(byte[] b, int at, int to, LineView line) {
    if (at >= to || (b[at] != 'T' && b[at] != 'C')) return NONE;
    int end = skipDigits(b, at + 1, to);
    if (end == at + 1 || end - at > 10) return NONE;
    int id = (int) Bytes.number(b, at + 1, end);
    Caller.Context context = b[at] == 'T' ? Caller.Context.TASK : Caller.Context.PROCESSOR;
    int slot = (id * 2 + (b[at] == 'T' ? 0 : 1)) & (CALLERS - 1);
    Caller known = callers[slot];
    if (known == null || known.id() != id || known.context() != context) {
      known = new Caller(context, id);
      callers[slot] = known;
    }
    line.caller = known;
    return end;
  }

  private int inBrackets(byte[] b, int at, int to, LineView line) {
    int from = skipBlanks(b, at + 1, to);
    if (from >= to) return NONE;
    if (b[from] == '+' || b[from] == '<') return relative(b, from, to, line);
    int limit = Math.min(to, at + LONGEST_BRACKET);
    int end = Bytes.indexOf((byte) ']', b, from, limit);
    if (end == limit || end - from < "Jun25 03:12".length()) return NONE;
    if (isDigit(b[from])) return iso(b, from, end, line) == end ? end + 1 : NONE;
    boolean known = ctime(b, from, end, line) || minute(b, from, end, line);
    return known ? end + 1 : NONE;
  }

  /** {@code Thu Jun 25 03:12:01 2009}; names of other languages are passed over without a time. */
  private boolean ctime(byte[] b, int from, int to, LineView line) {
    int year = (int) Bytes.number(b, to - 4, to);
    int time = to - "03:12:01 2009".length();
    if (year < 0 || b[to - 5] != ' ' || time < from + 7 || !isTime(b, time, to)) return false;
    int month = Calendar.month(b, from + 4, to);
    int day = (int) Bytes.number(b, skipBlanks(b, time - 3, time), time - 1);
    if (month == 0 || day < 1 || b[from + 3] != ' ') return true;
    setLocal(b, time, Calendar.seconds(year, month, day, 0, 0, 0), 0, Quality.KERNEL, line);
    return true;
  }

  /** {@code Jun25 03:12}, the minute from which relative stamps count. */
  private boolean minute(byte[] b, int from, int to, LineView line) {
    int month = Calendar.month(b, from, to);
    int day = two(b, from + 3, to);
    int hour = two(b, from + 6, to);
    int minute = two(b, from + 9, to);
    if (month == 0 || day < 1 || hour < 0 || minute < 0 || to - from != 11) return false;
    int year = Calendar.yearNear(receivedMicros, month, day);
    long seconds = Calendar.seconds(year, month, day, hour, minute, 0);
    lastRelativeMicros = calendar.toUtc(seconds * MICROS_PER_SECOND);
    setWall(lastRelativeMicros, Quality.KERNEL, line);
    return true;
  }

  /** {@code +0.000004]} or {@code < 0.000004>]}, counted from the stamp before. */
  private int relative(byte[] b, int from, int to, LineView line) {
    int digits = skipBlanks(b, from + 1, to);
    int point = skipDigits(b, digits, to);
    if (point == digits || point - digits > 9 || point >= to || b[point] != '.') return NONE;
    int end = skipDigits(b, point + 1, to);
    int close = end < to && b[end] == '>' && b[from] == '<' ? end + 1 : end;
    if (close >= to || b[close] != ']') return NONE;
    if (lastRelativeMicros >= 0) {
      lastRelativeMicros +=
          Bytes.number(b, digits, point) * MICROS_PER_SECOND
              + Bytes.fractionMicros(b, point + 1, end);
      setWall(lastRelativeMicros, Quality.KERNEL, line);
    }
    return close + 1;
  }

  /** {@code Jun 25 03:12:01[.123456]}, the day with one digit or two. */
  int bsd(byte[] b, int at, int to, LineView line) {
    int month = Calendar.month(b, at, to);
    if (month == 0 || at + 4 >= to || b[at + 3] != ' ') return NONE;
    int digits = skipBlanks(b, at + 4, to);
    int time = skipDigits(b, digits, to) + 1;
    int day = (int) Bytes.number(b, digits, time - 1);
    if (day < 1 || day > 31 || !isTime(b, time, to) || b[time - 1] != ' ') return NONE;
    int end = afterFraction(b, time + 8, to);
    setLocal(
        b,
        time,
        secondsOf(month, day),
        Bytes.fractionMicros(b, time + 9, end),
        Quality.SHIPPER,
        line);
    return end;
  }

  /** Midnight of a day without its year; one day's lines come in a row. */
  private long secondsOf(int month, int day) {
    if (month != lastMonth || day != lastDay) {
      int year = Calendar.yearNear(receivedMicros, month, day);
      lastMidnight = Calendar.seconds(year, month, day, 0, 0, 0);
      lastMonth = month;
      lastDay = day;
    }
    return lastMidnight;
  }

  /** {@code Thu Jun 25 03:12:01 2009}, not in brackets: OpenWrt's logread. */
  int longDate(byte[] b, int at, int to, LineView line) {
    int end = at + "Thu Jun 25 03:12:01 2009".length();
    return end < to && b[end] == ' ' && ctime(b, at, end, line) ? end : NONE;
  }

  /** {@code 2026-11-23T00:00:00[.123456][+00:00]}; where no zone is written, the origin's. */
  int iso(byte[] b, int at, int to, LineView line) {
    int century = two(b, at, to);
    int year = two(b, at + 2, to);
    if (century < 0 || year < 0 || at + 19 > to || b[at + 4] != '-' || b[at + 7] != '-') {
      return NONE;
    }
    int month = two(b, at + 5, to);
    int day = two(b, at + 8, to);
    if (month < 1 || month > 12 || day < 1 || day > 31 || !isTime(b, at + 11, to)) return NONE;
    if (b[at + 10] != 'T' && b[at + 10] != ' ') return NONE;
    long days = Calendar.seconds(century * 100 + year, month, day, 0, 0, 0);
    int zone = afterFraction(b, at + 19, to);
    long fraction = Bytes.fractionMicros(b, at + 20, zone);
    setLocal(b, at + 11, days, fraction, Quality.SHIPPER, line);
    return afterZone(b, zone, to, days, at + 11, fraction, line);
  }

  private static int afterZone(
      byte[] b, int at, int to, long days, int time, long fraction, LineView line) {
    if (at >= to) return at;
    long utc = (days + secondOfDay(b, time)) * MICROS_PER_SECOND + fraction;
    if (b[at] == 'Z') {
      line.wallMicros = utc;
      return at + 1;
    }
    if (b[at] == ' ' && at + 4 <= to && b[at + 1] == 'U' && b[at + 2] == 'T' && b[at + 3] == 'C') {
      line.wallMicros = utc;
      return at + 4;
    }
    if (b[at] != '+' && b[at] != '-') return at;
    int hours = two(b, at + 1, to);
    int colon = at + 3 < to && b[at + 3] == ':' ? 1 : 0;
    int minutes = two(b, at + 3 + colon, to);
    if (hours < 0 || minutes < 0) return at;
    long offset = (hours * 3_600L + minutes * 60L) * MICROS_PER_SECOND;
    line.wallMicros = b[at] == '-' ? utc + offset : Math.max(0, utc - offset);
    return at + 5 + colon;
  }

  private static boolean isTime(byte[] b, int at, int to) {
    int hour = two(b, at, to);
    int minute = two(b, at + 3, to);
    int second = two(b, at + 6, to);
    return hour >= 0
        && hour < 24
        && minute >= 0
        && minute < 60
        && second >= 0
        && second <= 60
        && b[at + 2] == ':'
        && b[at + 5] == ':';
  }

  private static long secondOfDay(byte[] b, int at) {
    return two(b, at, at + 2) * 3_600L + two(b, at + 3, at + 5) * 60L + two(b, at + 6, at + 8);
  }

  private static int afterFraction(byte[] b, int at, int to) {
    if (at + 1 >= to || (b[at] != '.' && b[at] != ',') || !isDigit(b[at + 1])) return at;
    return skipDigits(b, at + 1, to);
  }

  private void setLocal(
      byte[] b, int time, long days, long fraction, Quality quality, LineView line) {
    long local = (days + secondOfDay(b, time)) * MICROS_PER_SECOND + fraction;
    setWall(calendar.toUtc(local), quality, line);
  }

  private static void setWall(long micros, Quality quality, LineView line) {
    line.wallMicros = Math.max(0, micros);
    line.wallQuality = quality;
  }
}

package dev.oopsight.log;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A line found in a record, still as bytes: one object that is filled anew for each line, so that a
 * line that does not matter costs no allocation. Valid only until its reader goes on; what is worth
 * keeping becomes a {@link KernelLine}.
 */
public final class LineView {

  /** Stands for a number that the format does not carry. */
  public static final long UNKNOWN = -1;

  /**
   * Bytes of text that are kept of a line. A kernel prints 1 KiB at once, and old ones lists of
   * modules that are some times as long; what is longer is not theirs. No one's to choose: ids are
   * made of header lines.
   */
  public static final int LONGEST_TEXT = 8 * 1024;

  /** The bytes that hold the text; a scratch buffer where the format escapes it. */
  public byte[] bytes = new byte[0];

  /** Index of the first byte of the message, after every prefix. */
  public int from;

  /** Index after the last byte of the message, before the line end. */
  public int to;

  /** printk level 0 to 7, or {@link #UNKNOWN}. */
  public int level;

  /** syslog facility, 0 for the kernel, or {@link #UNKNOWN}. */
  public int facility;

  /** printk sequence number, or {@link #UNKNOWN}. */
  public long sequence;

  /** Microseconds since boot, or {@link #UNKNOWN}. */
  public long kernelMicros;

  /** Microseconds since 1970 by a clock of the host's side, or {@link #UNKNOWN}. */
  public long wallMicros;

  /** Where {@link #wallMicros} comes from. */
  public EventTime.Quality wallQuality;

  /** The host's name as the line tells it; null where it does not. */
  public String host;

  /**
   * Whether it is the first line of its host and minute that its reader met, by the line's wall
   * clock, else by the record's: what tells a silent host from a healthy one.
   */
  public boolean beginsMinute;

  /** The kernel's boot id as the line tells it; null where it does not. */
  public String bootId;

  /** Who called printk; null where not printed. */
  public Caller caller;

  /** Name of the log format. */
  public String format;

  /** Forgets everything of the line before. */
  public void clear() {
    from = 0;
    to = 0;
    level = (int) UNKNOWN;
    facility = (int) UNKNOWN;
    sequence = UNKNOWN;
    kernelMicros = UNKNOWN;
    wallMicros = UNKNOWN;
    wallQuality = EventTime.Quality.RECEIPT;
    host = null;
    beginsMinute = false;
    bootId = null;
    caller = null;
    format = "";
  }

  /** Takes over everything that another view says; the bytes are shared. */
  public void copy(LineView other) {
    bytes = other.bytes;
    from = other.from;
    to = other.to;
    level = other.level;
    facility = other.facility;
    sequence = other.sequence;
    kernelMicros = other.kernelMicros;
    wallMicros = other.wallMicros;
    wallQuality = other.wallQuality;
    host = other.host;
    beginsMinute = other.beginsMinute;
    bootId = other.bootId;
    caller = other.caller;
    format = other.format;
  }

  /** The message, as much as a kernel's line may hold; invalid UTF-8 becomes U+FFFD. */
  public String text() {
    int end = Math.min(to, from + LONGEST_TEXT);
    while (end < to && end > from && (bytes[end] & 0xC0) == 0x80) end--;
    return Texts.of(bytes, from, end);
  }

  /**
   * A copy to keep.
   *
   * @param receipt the time for a line that carries none
   * @param position where its record lies; empty for a file
   */
  public KernelLine toLine(EventTime receipt, Optional<Source.Position> position) {
    return new KernelLine(
        Optional.ofNullable(bootId),
        level < 0 ? OptionalInt.empty() : OptionalInt.of(level),
        sequence < 0 ? OptionalLong.empty() : OptionalLong.of(sequence),
        kernelMicros < 0 ? Optional.empty() : Optional.of(new KernelTime(kernelMicros)),
        wallMicros < 0 ? receipt : new EventTime(wallTime(), wallQuality),
        Optional.ofNullable(caller),
        new Source(format, position),
        text());
  }

  private Instant wallTime() {
    return Instant.EPOCH.plus(wallMicros, java.time.temporal.ChronoUnit.MICROS);
  }
}

package dev.oopsight.wire;

import static dev.oopsight.wire.Calendar.MICROS_PER_SECOND;

import dev.oopsight.log.EventTime.Quality;
import dev.oopsight.log.LineView;

/**
 * What an entry in JSON says of a kernel's line.
 *
 * <pre>{@code
 * {"_TRANSPORT":"kernel","PRIORITY":"4","_BOOT_ID":"…","_HOSTNAME":"web1","MESSAGE":"text"}
 * {"dmesg":[{"pri":4,"time":    64.000000,"caller":"T4","msg":"text"}]}
 * {"priority":3,"sequence":1814,"sec":11706,"usec":732233,"msg":"text\n SUBSYSTEM=net"}
 * {"log":"Jun 25 03:12:01 web1 kernel: [4262686.822339] text","host":"web1"}
 * }</pre>
 *
 * <p>Shape: the journal, dmesg and Fluent Bit's in_kmsg carry the kernel's own text; any other
 * message is a line that {@link TextFormats} has to read. Units: {@link JsonField}. Errors: none
 * are thrown; an entry without a message, or of another transport, program or facility, is not
 * ours, and one whose message was left out is malformed.
 */
final class JsonLines {

  private static final byte[] KERNEL = Bytes.of("kernel");
  private static final byte[] KERNEL_TAG = Bytes.of("kernel:");

  private final JsonEntry entry;
  private final Stamps stamps;
  private final Escapes message = new Escapes();
  private final HostNames bootIds = new HostNames();

  JsonLines(JsonEntry entry, Stamps stamps) {
    this.entry = entry;
    this.stamps = stamps;
  }

  /** Whether the message is the kernel's text, without any prefix. */
  boolean isKernelText() {
    return entry.type(JsonField.TRANSPORT) == JsonEntry.Type.STRING
        || entry.type(JsonField.UPTIME) != JsonEntry.Type.ABSENT
        || isKmsg();
  }

  /** How the message spells unprintable bytes. */
  Escapes.Spelling spelling() {
    return isKmsg() ? Escapes.Spelling.HEX : Escapes.Spelling.PLAIN;
  }

  private boolean isKmsg() {
    return entry.type(JsonField.UPTIME_SECONDS) != JsonEntry.Type.ABSENT
        && entry.type(JsonField.SEQUENCE) != JsonEntry.Type.ABSENT;
  }

  /** Puts the message, several lines perhaps, and what is said of it into the view. */
  Verdict read(LineView line) {
    Verdict verdict = verdict(line);
    if (verdict != Verdict.OURS) return verdict;
    describe(line);
    entry.message(message);
    line.bytes = message.out;
    line.from = 0;
    line.to = message.length;
    // in_kmsg hands on the dictionary of the record after the text.
    if (isKmsg()) line.to = Bytes.indexOf((byte) '\n', message.out, 0, message.length);
    return Verdict.OURS;
  }

  private Verdict verdict(LineView line) {
    if (entry.type(JsonField.MESSAGE) == JsonEntry.Type.ABSENT) return Verdict.NOT_OURS;
    if (entry.find(JsonField.TRANSPORT)) {
      if (!Bytes.equal(KERNEL, entry.bytes, entry.valueFrom, entry.valueTo)) {
        return Verdict.NOT_OURS;
      }
    } else if (entry.find(JsonField.IDENTIFIER) && entry.valueTo > entry.valueFrom) {
      if (!Bytes.equal(KERNEL, entry.bytes, entry.valueFrom, entry.valueTo)
          && !Bytes.equal(KERNEL_TAG, entry.bytes, entry.valueFrom, entry.valueTo)) {
        return Verdict.NOT_OURS;
      }
    }
    priority(line);
    facility(line);
    if (line.facility > 0) {
      line.sequence = entry.number(JsonField.SEQUENCE);
      line.kernelMicros = kernelMicros();
      return Verdict.NOT_OURS;
    }
    JsonEntry.Type type = entry.type(JsonField.MESSAGE);
    return type == JsonEntry.Type.NULL || type == JsonEntry.Type.NUMBER
        ? Verdict.MALFORMED
        : Verdict.OURS;
  }

  private void priority(LineView line) {
    if (!entry.find(JsonField.PRIORITY)) return;
    long number = Bytes.number(entry.bytes, entry.valueFrom, entry.valueTo);
    if (number >= 0) {
      line.level = (int) (number & 7);
      if (number > 7) line.facility = (int) Math.min(number >> 3, Integer.MAX_VALUE);
    } else {
      line.level = Levels.level(entry.bytes, entry.valueFrom, entry.valueTo);
    }
  }

  private void facility(LineView line) {
    if (!entry.find(JsonField.FACILITY)) return;
    long number = Bytes.number(entry.bytes, entry.valueFrom, entry.valueTo);
    int facility =
        number >= 0
            ? (int) Math.min(number, Integer.MAX_VALUE)
            : Levels.facility(entry.bytes, entry.valueFrom, entry.valueTo);
    if (facility >= 0) line.facility = facility;
  }

  private void describe(LineView line) {
    line.format = format();
    line.sequence = entry.number(JsonField.SEQUENCE);
    line.kernelMicros = kernelMicros();
    if (entry.find(JsonField.CALLER)) {
      stamps.caller(entry.bytes, entry.valueFrom, entry.valueTo, line);
    }
    if (entry.find(JsonField.BOOT_ID)) {
      line.bootId = bootIds.textOf(entry.bytes, entry.valueFrom, entry.valueTo);
    }
    long realtime = entry.number(JsonField.REALTIME_MICROS);
    if (realtime >= 0) {
      line.wallMicros = realtime;
      line.wallQuality = Quality.JOURNAL;
    } else if (entry.find(JsonField.TIME)) {
      shippersTime(entry.type(JsonField.TIME), line);
    } else if (entry.type(JsonField.UPTIME) == JsonEntry.Type.STRING
        && entry.find(JsonField.UPTIME)) {
      shippersTime(JsonEntry.Type.STRING, line);
      line.wallQuality = Quality.KERNEL;
    }
  }

  private String format() {
    if (entry.type(JsonField.UPTIME) != JsonEntry.Type.ABSENT) return "dmesg";
    if (entry.type(JsonField.TRANSPORT) != JsonEntry.Type.ABSENT) return "journald";
    return isKmsg() ? "kmsg" : "json";
  }

  private long kernelMicros() {
    if (entry.find(JsonField.UPTIME)) {
      int point = Bytes.indexOf((byte) '.', entry.bytes, entry.valueFrom, entry.valueTo);
      long seconds = Bytes.number(entry.bytes, entry.valueFrom, point);
      if (seconds < 0 || point - entry.valueFrom > 12) return LineView.UNKNOWN;
      return seconds * MICROS_PER_SECOND
          + Bytes.fractionMicros(entry.bytes, point + 1, entry.valueTo);
    }
    long micros = entry.number(JsonField.UPTIME_MICROS);
    if (micros >= 0) return micros;
    long seconds = entry.number(JsonField.UPTIME_SECONDS);
    long rest = entry.number(JsonField.UPTIME_REST);
    boolean known = isKmsg() && seconds >= 0 && seconds < 1_000_000_000_000L && rest >= 0;
    return known ? seconds * MICROS_PER_SECOND + rest % MICROS_PER_SECOND : LineView.UNKNOWN;
  }

  /** A date, or seconds since 1970 with a fraction, or whole milli-, micro- or nanoseconds. */
  private void shippersTime(JsonEntry.Type type, LineView line) {
    if (type == JsonEntry.Type.STRING) {
      stamps.iso(entry.bytes, entry.valueFrom, entry.valueTo, line);
      return;
    }
    int point = Bytes.indexOf((byte) '.', entry.bytes, entry.valueFrom, entry.valueTo);
    long whole = Bytes.number(entry.bytes, entry.valueFrom, point);
    if (whole < 0) return;
    line.wallQuality = Quality.SHIPPER;
    if (whole >= 100_000_000_000_000_000L) line.wallMicros = whole / 1_000;
    else if (whole >= 100_000_000_000_000L) line.wallMicros = whole;
    else if (whole >= 100_000_000_000L) line.wallMicros = whole * 1_000;
    else {
      line.wallMicros =
          whole * MICROS_PER_SECOND + Bytes.fractionMicros(entry.bytes, point + 1, entry.valueTo);
    }
  }
}

package dev.oopsight.siem;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.KernelTime;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.GfpMask;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Values in plain words. */
final class Words {

  private static final DateTimeFormatter EXACT = utc("uuuu-MM-dd HH:mm:ss.SSSSSS 'UTC'");
  private static final DateTimeFormatter MINUTE = utc("uuuu-MM-dd HH:mm 'UTC'");
  private static final List<String> BINARY_UNITS = List.of("MiB", "GiB", "TiB");
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long SECONDS_PER_HOUR = 3_600;

  private Words() {}

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  static String exactly(Instant moment) {
    return EXACT.format(moment);
  }

  static String toTheMinute(Instant moment) {
    return MINUTE.format(moment);
  }

  /** {@code 4262686.822339 s after boot (49 days 8 hours)}. */
  static String sinceBoot(KernelTime time) {
    long seconds = time.micros() / 1_000_000;
    String exact = time + " s after boot";
    return seconds < 120 ? exact : exact + " (" + span(seconds) + ")";
  }

  /** {@code 3 days 4 hours}. */
  static String span(Duration duration) {
    return span(duration.toSeconds());
  }

  private static String span(long seconds) {
    long days = seconds / SECONDS_PER_DAY;
    long hours = seconds % SECONDS_PER_DAY / SECONDS_PER_HOUR;
    long minutes = seconds % SECONDS_PER_HOUR / 60;
    if (days > 0) return count(days, "day") + (hours > 0 ? " " + count(hours, "hour") : "");
    if (hours > 0)
      return count(hours, "hour") + (minutes > 0 ? " " + count(minutes, "minute") : "");
    return count(minutes, "minute");
  }

  /** {@code 1 frame}, {@code 2 frames}. */
  static String count(long n, String noun) {
    return count(n, noun, noun + "s");
  }

  static String count(long n, String noun, String nouns) {
    return n + " " + (n == 1 ? noun : nouns);
  }

  /** {@code 8 KiB}: the largest unit that divides it. */
  static String bytes(long bytes) {
    if (bytes >= 1L << 20 && bytes % (1L << 20) == 0) return (bytes >> 20) + " MiB";
    return bytes % 1024 == 0 ? (bytes >> 10) + " KiB" : bytes + " bytes";
  }

  /** {@code 158.5 MiB}: of kilobytes, rounded. */
  static String size(long kb) {
    if (Math.abs(kb) < 1024) return kb + " KiB";
    double value = kb / 1024.0;
    for (String unit : BINARY_UNITS) {
      if (Math.abs(value) < 1023.95) return ratio(value) + " " + unit;
      value /= 1024;
    }
    return ratio(value * 1024) + " " + BINARY_UNITS.get(BINARY_UNITS.size() - 1);
  }

  /** {@code 24:1 for}: how the evidence leaves the odds. */
  static String odds(double score) {
    if (score > 1) return ratio(score) + ":1 for";
    if (score < 1 && score > 0) return ratio(1 / score) + ":1 against";
    return "even";
  }

  private static String ratio(double factor) {
    String text = String.format(Locale.ROOT, factor < 10 ? "%.1f" : "%.0f", factor);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  static String quality(EventTime.Quality quality) {
    return switch (quality) {
      case JOURNAL -> "by the host's journal";
      case SHIPPER -> "by the host's log daemon or shipper";
      case KERNEL -> "by the kernel's time since boot";
      case RECEIPT -> "by the time of receipt";
      case CLAMPED_TO_RECORD -> "by the time of receipt; the line's own lay in the future";
      case CLAMPED_TO_CLOCK -> "by our clock; the record's own time lay in the future";
      case UPTIME -> "no wall clock";
    };
  }

  static String basis(GfpMask mask) {
    return switch (mask.basis()) {
      case PRINTED_FLAGS ->
          "decoded with the table of "
              + mask.generation()
              + ", which agrees with the printed flags";
      case RELEASE ->
          "decoded with the table of " + mask.generation() + ", by the kernel's release";
      case GUESS ->
          "decoded with the table of "
              + mask.generation()
              + ", a guess: the trace names neither flags nor kernel";
    };
  }

  static String change(KernelIncident.Change change) {
    return switch (change) {
      case OPENED -> "opened";
      case COUNTED -> "counted again";
      case AMENDED -> "completed by late lines";
      case CONFIG_ARRIVED -> "config arrived late";
    };
  }

  static String defect(Defect defect) {
    return switch (defect) {
      case HEADERLESS -> "The beginning is lost: it does not start with a header.";
      case NO_FRAMES -> "There is no call trace, although this kind prints one.";
      case TRUNCATED -> "It stops before the part that its kind always prints, or within a line.";
      case GLUED_TEXT -> "Foreign text was glued to one of its lines and has been cut off.";
      case REPLACED_CHARACTERS ->
          "Characters had been replaced, such as x by a multiplication sign.";
      case INTERLEAVED -> "Lines of another trace stand among its lines; some may be mixed up.";
      case LINES_LOST ->
          "Lines are missing among its lines, by their sequence numbers: lost, or held back.";
      case OVER_LIMIT -> "It was longer than the limit, and the rest was cut off.";
      case GFP_DISAGREES ->
          "Printed gfp flags and printed mask agree under no known kernel: do not trust either.";
    };
  }
}

package dev.oopsight.log;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes kernel lines for tests, with good defaults. */
public final class Lines {

  /** When the kernel of these lines booted. */
  public static final Instant BOOTED = Instant.parse("2026-01-05T12:00:00Z");

  private static final long MICROS_PER_SECOND = 1_000_000;

  private Lines() {}

  /** A line that was printed so many microseconds after boot, and received at once. */
  public static KernelLine at(long micros, String text) {
    return line(
        Optional.of(new KernelTime(micros)),
        OptionalLong.empty(),
        Optional.empty(),
        new EventTime(BOOTED.plusNanos(micros * 1_000), EventTime.Quality.RECEIPT),
        text);
  }

  /** The same from a caller, {@code T7} or {@code C1}. */
  public static KernelLine at(long micros, String caller, String text) {
    KernelLine line = at(micros, text);
    return line(line.kernelTime(), line.sequence(), Caller.of(caller), line.time(), text);
  }

  /** A line with a sequence number. */
  public static KernelLine numbered(long sequence, String text) {
    KernelLine line = at(sequence, text);
    return line(line.kernelTime(), OptionalLong.of(sequence), line.caller(), line.time(), text);
  }

  /** A place in the sequence that a process's line took. */
  public static KernelLine aside(long sequence) {
    return numbered(sequence, "");
  }

  /** A line without kernel time, received so many seconds after boot. */
  public static KernelLine untimed(long second, String text) {
    return line(
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        new EventTime(BOOTED.plusSeconds(second), EventTime.Quality.RECEIPT),
        text);
  }

  /** The same line in a record of the only partition. */
  public static KernelLine sent(KernelLine line) {
    return sent(line, 0);
  }

  /** The same line in a record of that partition. */
  public static KernelLine sent(KernelLine line, int partition) {
    return new KernelLine(
        line.bootId(),
        line.level(),
        line.sequence(),
        line.kernelTime(),
        line.time(),
        line.caller(),
        new Source("dmesg", Optional.of(new Source.Position("kernel.log", partition, 0))),
        line.text());
  }

  /** Seconds as microseconds. */
  public static long seconds(double seconds) {
    return Math.round(seconds * MICROS_PER_SECOND);
  }

  private static KernelLine line(
      Optional<KernelTime> kernelTime,
      OptionalLong sequence,
      Optional<Caller> caller,
      EventTime time,
      String text) {
    return new KernelLine(
        Optional.empty(),
        OptionalInt.empty(),
        sequence,
        kernelTime,
        time,
        caller,
        Source.ofFile("dmesg"),
        text);
  }
}

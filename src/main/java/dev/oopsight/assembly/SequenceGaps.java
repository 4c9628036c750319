package dev.oopsight.assembly;

import dev.oopsight.log.KernelLine;
import java.util.OptionalLong;

/**
 * Counts the lines that the kernel numbered and that never came, given the lines of one boot in the
 * kernel's order.
 *
 * <p>A number that is missing says something only while every line passes the {@link Gate}: after
 * one that matters, for as long as it stays open. Before and after, lines are left out by purpose.
 */
final class SequenceGaps {

  private static final long NONE = -1;

  private final long openMicros;
  private long newest = NONE;
  private long openUntil = Long.MIN_VALUE;
  private long lost;

  SequenceGaps(long openMicros) {
    this.openMicros = openMicros;
  }

  /** Takes the next line; answers how many were lost until then, all together. */
  long upTo(RecentLine recent) {
    KernelLine line = recent.line();
    OptionalLong sequence = line.sequence();
    if (sequence.isEmpty() || line.kernelTime().isEmpty()) {
      newest = NONE;
      return lost;
    }
    long micros = line.kernelTime().get().micros();
    long number = sequence.getAsLong();
    boolean allPass = newest != NONE && micros <= openUntil;
    if (allPass && number > newest + 1) lost += number - newest - 1;
    newest = Math.max(newest, number);
    boolean warns = line.level().isPresent() && line.level().getAsInt() <= Gate.WARNING;
    if (warns || recent.shape() != Shape.OTHER)
      openUntil = Math.max(openUntil, micros + openMicros);
    return lost;
  }
}

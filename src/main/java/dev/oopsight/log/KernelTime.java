package dev.oopsight.log;

import java.util.Locale;

/**
 * The kernel's own clock: time since boot, as printk stamps it. Not a wall clock, and never mixed
 * with one.
 *
 * @param micros microseconds since boot, from 0
 */
public record KernelTime(long micros) implements Comparable<KernelTime> {

  private static final long MICROS_PER_SECOND = 1_000_000;

  public KernelTime {
    if (micros < 0) throw new IllegalArgumentException("before boot: " + micros);
  }

  @Override
  public int compareTo(KernelTime other) {
    return Long.compare(micros, other.micros);
  }

  /** As printk writes it, without padding: {@code 4262686.822339}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d.%06d", micros / MICROS_PER_SECOND, micros % MICROS_PER_SECOND);
  }
}

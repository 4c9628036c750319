package dev.oopsight.log;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A moment on the wall clock, and how good it is.
 *
 * @param at the moment; under {@link Quality#UPTIME} only differences mean anything
 * @param quality where it comes from
 */
public record EventTime(Instant at, Quality quality) implements Comparable<EventTime> {

  /** Where a wall-clock time comes from, best first. */
  public enum Quality {
    /** The host's journal: the wall clock of the host when the kernel spoke. */
    JOURNAL,
    /** A stamp by the host's own log daemon or shipper. */
    SHIPPER,
    /** The kernel's time since boot, laid on a boot whose beginning was worked out. */
    KERNEL,
    /** The Kafka record's timestamp. */
    RECEIPT,
    /** A stamp from the future, set back to the record's timestamp. */
    CLAMPED_TO_RECORD,
    /** A record timestamp from the future, set back to our clock. */
    CLAMPED_TO_CLOCK,
    /** No wall clock at all: counted from 1970 as if the host had booted then. */
    UPTIME;

    /** Whether the moment can be shown to a person as a date. */
    public boolean isWallClock() {
      return this != UPTIME;
    }
  }

  public EventTime {
    requireNonNull(at);
    requireNonNull(quality);
  }

  @Override
  public int compareTo(EventTime other) {
    return at.compareTo(other.at);
  }
}

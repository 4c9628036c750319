package dev.oopsight.topology;

import java.time.Instant;

/**
 * Our clock, as far as it may be held against a host that says nothing. It stands still while a
 * backlog is worked through, since what the host says may be waiting there, and a thread that was
 * held up, by a slow store or a pause, does not make it jump.
 *
 * <p>The backlog may lie where this task cannot see it, before the stage that reads. So what came
 * is trusted to be all there is only when the newest of it was just written, or when nothing came
 * for a while: after old records, and after each assignment.
 */
final class QuietClock {

  /** It goes forward by at most this much each time that it is told the time. */
  static final long LONGEST_STEP_MILLIS = 500;

  /**
   * Input that was written so recently has nothing older waiting behind it; nor has a silence that
   * lasted so long.
   */
  static final long LIVE_MILLIS = 10_000;

  private long millis;
  private long lastLookMillis;
  private long newestRecordMillis = Long.MIN_VALUE;
  private boolean worked;
  private long idleSinceMillis;

  /** A clock that starts now. */
  QuietClock(long nowMillis) {
    millis = nowMillis;
    lastLookMillis = nowMillis;
    idleSinceMillis = nowMillis;
  }

  /** A record was taken in; what went by before it came is not held against it. */
  void worked(long recordMillis, long nowMillis) {
    look(nowMillis);
    worked = true;
    newestRecordMillis = Math.max(newestRecordMillis, recordMillis);
  }

  /** Tells it the time. */
  void look(long nowMillis) {
    if (worked) idleSinceMillis = nowMillis;
    boolean live = newestRecordMillis >= nowMillis - LIVE_MILLIS;
    if (live || nowMillis - idleSinceMillis >= LIVE_MILLIS)
      millis += Math.max(0, Math.min(LONGEST_STEP_MILLIS, nowMillis - lastLookMillis));
    lastLookMillis = nowMillis;
    worked = false;
  }

  Instant now() {
    return Instant.ofEpochMilli(millis);
  }
}

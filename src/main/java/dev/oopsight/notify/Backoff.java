package dev.oopsight.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long to wait after failures: twice as long each time, up to a minute. */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Duration next = FIRST;
  private Instant until = Instant.MIN;

  /** How long is still to be waited. */
  Duration left(Instant now) {
    return now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
  }

  /**
   * Once more.
   *
   * @param asked for how long the other side wants to be left alone
   * @return how long is to be waited
   */
  Duration failed(Instant now, Optional<Duration> asked) {
    Duration wait = asked.filter(a -> a.compareTo(next) > 0).orElse(next);
    if (wait.compareTo(LONGEST) > 0) wait = LONGEST;
    until = now.plus(wait);
    next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
    return wait;
  }

  /** It went well. */
  void reset() {
    next = FIRST;
    until = Instant.MIN;
  }
}

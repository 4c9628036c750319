package dev.oopsight.notify;

import dev.oopsight.siem.AlertMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How one receiver is told of what a topic of alerts says. For one thread. */
interface Channel {

  /** Whether a partition is to be read from its beginning when it is assigned. */
  boolean startsOver();

  /**
   * Takes in a record.
   *
   * @param alert empty for one that nothing is to be told of, null among them
   */
  void take(int partition, long offset, String id, Optional<AlertMessage> alert);

  /** Forgets what it has of partitions that others have now. */
  void revoked(Set<Integer> partitions);

  /** Forgets all: it is read again. */
  void forget();

  /** Whether it can take in more. */
  boolean wantsMore();

  /**
   * Does what is due: at most one request.
   *
   * @return when there may be something to do again
   */
  Duration work(Instant now);

  /** Offsets up to which, exclusive, all is done, by partition; each is told once. */
  Map<Integer, Long> takeDone();
}

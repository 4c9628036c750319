package dev.oopsight.topology;

import dev.oopsight.parse.Reason;
import java.util.Optional;

/**
 * What a site tells the pipeline while it runs, by key, through a compacted topic: rules, say. A
 * later value of a key replaces the one before, null takes it back.
 *
 * <p>Each is checked once, by {@link CheckDirectives}. What is fit goes to a topic of ours, which
 * every instance reads as a whole, {@link KeepDirectives}: so a value that is refused changes
 * nothing, not even after the site's own topic was compacted, and no two instances refuse the same
 * value. Nothing here is synchronised in time with the input: a value counts from when an instance
 * has read it.
 */
interface Directives {

  /** Why one is refused. */
  Reason badOne();

  /**
   * What is wrong with one.
   *
   * @return empty where it is fit
   */
  Optional<Complaint> check(String key, String value);

  /** Has one count from now on. Called by one thread, with what passed the check. */
  void put(String key, String value);

  /** Has none count any more under that key. */
  void remove(String key);

  /**
   * What is wrong with a value.
   *
   * @param line in it, from 1; 0 where no line can be named
   * @param faults each on a line of its own
   */
  record Complaint(int line, String faults) {}
}

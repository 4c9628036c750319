package dev.oopsight.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts wrong passwords an address: ten may come at once, and then one in six seconds. */
final class Guesses {

  private static final int AT_ONCE = 10;
  private static final long FORGOTTEN_AFTER_NANOS = TimeUnit.SECONDS.toNanos(6);
  private static final int MOST_ADDRESSES = 10_000;

  /** By address, when the last of its wrong guesses will be forgotten. */
  private final Map<String, Long> clearAt =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  synchronized boolean mayGuess(String from) {
    return owed(from, System.nanoTime()) <= (AT_ONCE - 1) * FORGOTTEN_AFTER_NANOS;
  }

  synchronized void wrong(String from) {
    long now = System.nanoTime();
    clearAt.put(from, now + owed(from, now) + FORGOTTEN_AFTER_NANOS);
  }

  private long owed(String from, long now) {
    Long clear = clearAt.get(from);
    return clear == null ? 0 : Math.max(0, clear - now);
  }
}

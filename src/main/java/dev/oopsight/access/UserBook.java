package dev.oopsight.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The users of now, asked for with what a request carries.
 *
 * <p>A password is looked at slowly by intent, so that nobody can make us spend all our time on it:
 * one is looked at at a time, each address may guess wrongly ten times and then once in six
 * seconds, and one that was right is remembered for ten minutes, as browsers send it with every
 * request.
 */
final class UserBook {

  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final int MOST_REMEMBERED = 1000;
  private static final long TURN_WITHIN_MILLIS = 2_000;

  /** Of somebody who does not exist, so that it takes as long to say so. */
  private static final Password NOBODYS =
      Password.read("pbkdf2-sha256:600000:" + "A".repeat(22) + "==:" + "A".repeat(43) + "=")
          .orElseThrow();

  private final byte[] secret = new byte[32];
  private final Map<String, Remembered> remembered = bounded();
  private final ReentrantLock turn = new ReentrantLock();
  private final Guesses guesses = new Guesses();
  private volatile Users users;

  private record Remembered(User user, long untilNanos) {}

  UserBook(Users users) {
    this.users = users;
    new SecureRandom().nextBytes(secret);
  }

  /** What became of a question. */
  record Found(Optional<User> user, boolean isTooOften) {
    static final Found NOBODY = new Found(Optional.empty(), false);
    static final Found TOO_OFTEN = new Found(Optional.empty(), true);
  }

  /** Other users from now on. */
  void replace(Users others) {
    users = others;
    synchronized (remembered) {
      remembered.clear();
    }
  }

  Found withToken(String token) {
    return new Found(users.withToken(token), false);
  }

  /**
   * Who has that name and password.
   *
   * @param from the address that asks
   */
  Found withPassword(String name, String password, String from) {
    Users now = users;
    String key = Password.digest(secret, name, password);
    Optional<User> known = remembered(key);
    if (known.isPresent()) return new Found(known, false);
    if (password.length() > Password.LONGEST) return Found.NOBODY;
    if (!guesses.mayGuess(from)) return Found.TOO_OFTEN;
    try {
      if (!turn.tryLock(TURN_WITHIN_MILLIS, TimeUnit.MILLISECONDS)) return Found.TOO_OFTEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Found.TOO_OFTEN;
    }
    try {
      // Of the requests with which a page begins, the first has found it out for the others.
      known = remembered(key);
      if (known.isPresent()) return new Found(known, false);
      Optional<User> user = now.withPassword(name);
      boolean matches = user.map(now::passwordOf).orElse(NOBODYS).matches(password);
      if (user.isEmpty() || !matches) {
        guesses.wrong(from);
        return Found.NOBODY;
      }
      remember(key, user.get(), now);
      return new Found(user, false);
    } finally {
      turn.unlock();
    }
  }

  private Optional<User> remembered(String key) {
    synchronized (remembered) {
      Remembered found = remembered.get(key);
      if (found == null) return Optional.empty();
      if (System.nanoTime() - found.untilNanos() < 0) return Optional.of(found.user());
      remembered.remove(key);
      return Optional.empty();
    }
  }

  private void remember(String key, User user, Users of) {
    synchronized (remembered) {
      if (of != users) return; // replaced in the meantime: who is right now must be asked again
      remembered.put(key, new Remembered(user, System.nanoTime() + REMEMBERED.toNanos()));
    }
  }

  private static Map<String, Remembered> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
        return size() > MOST_REMEMBERED;
      }
    };
  }
}

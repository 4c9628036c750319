package dev.oopsight.access;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Who may ask, how much, and what is written down of it.
 *
 * @param users file of those who may ask; empty where anybody may
 * @param open whether something else keeps strangers out, so that anybody may ask by any name of
 *     ours
 * @param openMetrics whether anybody may ask for {@code /metrics}
 * @param tls what HTTPS is spoken with; empty for HTTP
 * @param bounds how much is taken
 * @param audit what is written down
 */
public record Access(
    Optional<Path> users,
    boolean open,
    boolean openMetrics,
    Optional<Tls> tls,
    Bounds bounds,
    Audit audit) {

  /** Anybody, over HTTP: for loopback. */
  public static final Access OPEN =
      new Access(Optional.empty(), false, false, Optional.empty(), Bounds.DEFAULT, Audit.DEFAULT);

  public Access {
    requireNonNull(users);
    requireNonNull(tls);
    requireNonNull(bounds);
    requireNonNull(audit);
  }

  /**
   * What HTTPS is spoken with, in PEM; read again when it changes.
   *
   * @param certificate the server's, and those that lead to a known authority
   * @param key of the first; of PKCS #8, PKCS #1 or SEC 1, and not encrypted
   */
  public record Tls(Path certificate, Path key) {
    public Tls {
      requireNonNull(certificate);
      requireNonNull(key);
    }
  }

  /**
   * How much is taken.
   *
   * @param requests of one user a second, or of one address where users are not known; as many may
   *     come at once
   * @param connections at once
   * @param headWithin how long the head of a request may take
   * @param idle how long nothing may come while something is waited for
   * @param bodyRate in bytes a second, below which a body is given up
   */
  public record Bounds(
      int requests, int connections, Duration headWithin, Duration idle, int bodyRate) {

    public static final Bounds DEFAULT =
        new Bounds(1000, 1000, Duration.ofSeconds(20), Duration.ofSeconds(30), 256);

    public Bounds {
      if (requests < 1 || connections < 1 || bodyRate < 0) throw new IllegalArgumentException();
      requireNonNull(headWithin);
      requireNonNull(idle);
    }
  }

  /**
   * What is written down.
   *
   * @param all whether all requests are; else writes and refusals
   * @param file where to; empty for the program's own log
   */
  public record Audit(boolean all, Optional<Path> file) {

    public static final Audit DEFAULT = new Audit(false, Optional.empty());

    public Audit {
      requireNonNull(file);
    }
  }
}

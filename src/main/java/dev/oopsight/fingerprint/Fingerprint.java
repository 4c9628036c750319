package dev.oopsight.fingerprint;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The same bug gives the same print. Stable across machines, builds, compilers and addresses.
 *
 * @param level how much is told apart
 * @param version of the algorithm; prints of different versions are never compared
 * @param digest 16 lower-case hexadecimal digits
 */
public record Fingerprint(Level level, int version, String digest) {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{16}");

  /** How much a print tells apart. */
  public enum Level {
    /** What failed and through which path; the driver is left out. */
    MECHANISM,
    /** The guilty function too. */
    SITE
  }

  public Fingerprint {
    requireNonNull(level);
    if (!DIGEST.matcher(digest).matches()) throw new IllegalArgumentException("digest " + digest);
  }

  /** {@code site-1-0123456789abcdef}: the form in every output and the reverse of {@link #of}. */
  @Override
  public String toString() {
    return level.name().toLowerCase(Locale.ROOT) + "-" + version + "-" + digest;
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Fingerprint of(String text) {
    String[] parts = text.split("-", 3);
    if (parts.length != 3) throw new IllegalArgumentException("fingerprint " + text);
    return new Fingerprint(
        Level.valueOf(parts[0].toUpperCase(Locale.ROOT)), Integer.parseInt(parts[1]), parts[2]);
  }
}

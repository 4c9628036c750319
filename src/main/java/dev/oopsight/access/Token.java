package dev.oopsight.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A program's secret, and what is kept of it.
 *
 * <pre>{@code
 * oopsight_WkVXc0…   the secret, shown once: a prefix that scanners of repositories can look for,
 *                    and 256 random bits in URL-safe Base64
 * sha256:9f86d0…     what is kept
 * }</pre>
 */
final class Token {

  private static final String PREFIX = "oopsight_";
  private static final int BYTES = 32;
  private static final Pattern KEPT = Pattern.compile("sha256:\\p{XDigit}{64}");

  private Token() {}

  /** A new secret. */
  static String make() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** What is kept of a secret. */
  static String kept(String secret) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static boolean isKept(String text) {
    return KEPT.matcher(text).matches();
  }
}

package dev.oopsight.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of a password.
 *
 * <pre>{@code pbkdf2-sha256:600000:<salt in Base64>:<hash in Base64>}</pre>
 *
 * <p>Source: RFC 8018 (PBKDF2); iterations as the OWASP Password Storage Cheat Sheet asks for.
 */
final class Password {

  /** A password of more characters is refused: it would only cost time. */
  static final int LONGEST = 256;

  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
  private static final int ITERATIONS = 600_000;
  private static final int LEAST_ITERATIONS = 10_000;
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile(
          "pbkdf2-sha256:(?<iterations>\\d{1,8}):(?<salt>[A-Za-z0-9+/]{22,86}={0,2})"
              + ":(?<hash>[A-Za-z0-9+/]{43}=)");

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  private Password(int iterations, byte[] salt, byte[] hash) {
    this.iterations = iterations;
    this.salt = requireNonNull(salt);
    this.hash = requireNonNull(hash);
  }

  /** A new one, with a salt of its own. */
  static Password of(String text) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new Password(ITERATIONS, salt, derive(text, salt, ITERATIONS));
  }

  /** Reads what {@link #toString} wrote; anything else is empty. */
  static Optional<Password> read(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) return Optional.empty();
    int iterations = Integer.parseInt(m.group("iterations"));
    if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) return Optional.empty();
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      byte[] salt = base64.decode(m.group("salt"));
      return Optional.of(new Password(iterations, salt, base64.decode(m.group("hash"))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether it was made of that text; takes tens of milliseconds and more, whatever the answer. */
  boolean matches(String text) {
    return MessageDigest.isEqual(hash, derive(text, salt, iterations));
  }

  private static byte[] derive(String text, byte[] salt, int iterations) {
    char[] characters = text.toCharArray();
    PBEKeySpec key = new PBEKeySpec(characters, salt, iterations, HASH_BYTES * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(key).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    } finally {
      key.clearPassword();
      Arrays.fill(characters, '\0');
    }
  }

  /** A key for a memory of passwords that were right: of no use without the secret. */
  static String digest(byte[] secret, String name, String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(name.getBytes(UTF_8));
      mac.update((byte) 0);
      return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    Base64.Encoder base64 = Base64.getEncoder();
    return "pbkdf2-sha256:%d:%s:%s"
        .formatted(iterations, base64.encodeToString(salt), base64.encodeToString(hash));
  }
}

package dev.oopsight.query.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the instances of a site share, by which each knows the others. It never travels: questions
 * and answers are signed with it (HMAC-SHA-256), an answer together with its question, so that it
 * counts for no other. It keeps nothing secret that is told; that takes TLS.
 */
public final class PeerSecret {

  /** In characters. */
  public static final int SHORTEST = 16;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int NONCE_BYTES = 16;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  /**
   * A secret.
   *
   * @param text at least {@link #SHORTEST} characters
   */
  public PeerSecret(String text) {
    if (text.length() < SHORTEST) throw new IllegalArgumentException("too short a secret");
    key = new SecretKeySpec(text.getBytes(UTF_8), ALGORITHM);
  }

  /** Names one asking, so that no two signatures are alike. */
  String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Signs a text. */
  String sign(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** Whether that is our signature; how long it takes tells nothing of where it is wrong. */
  boolean hasSigned(String text, String signature) {
    return MessageDigest.isEqual(sign(text).getBytes(UTF_8), signature.getBytes(UTF_8));
  }

  /** What stands for a body in what is signed. */
  static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

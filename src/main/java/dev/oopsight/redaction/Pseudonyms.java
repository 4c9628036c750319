package dev.oopsight.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names that tell nothing of what they stand for, and stay the same under the same key.
 *
 * <p>Source: RFC 2104 (HMAC), FIPS 180-4 (SHA-256).
 */
final class Pseudonyms {

  private static final String HMAC = "HmacSHA256";

  // Twelve and ten digits are neither of the lengths in which pointers are printed; a task's name
  // has at most 15 characters.
  private static final int HOST_DIGITS = 12;
  private static final int COMM_DIGITS = 10;

  private final byte[] key;

  Pseudonyms(String key) {
    this.key = key.getBytes(UTF_8);
  }

  String host(String name) {
    return "host-" + digits("host", name, HOST_DIGITS);
  }

  String domain(String name) {
    return "domain-" + digits("domain", name, HOST_DIGITS);
  }

  String comm(String name) {
    return "comm-" + digits("comm", name, COMM_DIGITS);
  }

  private String digits(String sort, String name, int count) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      mac.update((sort + "\0" + name).getBytes(UTF_8));
      return HexFormat.of().formatHex(mac.doFinal()).substring(0, count);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + HMAC, e);
    }
  }
}

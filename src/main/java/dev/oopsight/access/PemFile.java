package dev.oopsight.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and keys as text.
 *
 * <p>Source: RFC 7468 (PEM), RFC 5958 (PKCS #8), RFC 8017 A.1.2 (PKCS #1, what {@code openssl
 * genrsa -traditional} and cert-manager write), RFC 5915 (SEC 1, what {@code openssl ecparam
 * -genkey} writes). Errors: {@link CertificateException} and {@link InvalidKeySpecException} with
 * words for people, which never hold any of the key.
 */
final class PemFile {

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (?<what>[A-Z0-9 ]{1,40}+)-----(?<body>[A-Za-z0-9+/=\\s]*+)-----END");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");

  /** AlgorithmIdentifier of RSA: rsaEncryption, NULL. */
  private static final byte[] RSA = {
    0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
  };

  /** id-ecPublicKey. */
  private static final byte[] EC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 4;
  private static final int PARAMETERS = 0xa0;

  private PemFile() {}

  /** All certificates of a text, one at least. */
  static List<Certificate> certificates(String text) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> found = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      if (!blocks.group("what").equals("CERTIFICATE")) continue;
      byte[] der = Base64.getMimeDecoder().decode(blocks.group("body"));
      found.add(factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    if (found.isEmpty()) {
      throw new CertificateException("it holds no certificate (-----BEGIN CERTIFICATE-----)");
    }
    return found;
  }

  /** The first key of a text. */
  static PrivateKey key(String text) throws GeneralSecurityException {
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      byte[] der = Base64.getMimeDecoder().decode(blocks.group("body").getBytes(US_ASCII));
      switch (blocks.group("what")) {
        case "PRIVATE KEY" -> {
          return read(der);
        }
        case "RSA PRIVATE KEY" -> {
          return read(tagged(SEQUENCE, VERSION_0, RSA, tagged(OCTETS, der)));
        }
        case "EC PRIVATE KEY" -> {
          byte[] algorithm = tagged(SEQUENCE, EC, curve(der));
          return read(tagged(SEQUENCE, VERSION_0, algorithm, tagged(OCTETS, der)));
        }
        case "ENCRYPTED PRIVATE KEY" ->
            throw new InvalidKeySpecException(
                "the key is encrypted: openssl pkcs8 -topk8 -nocrypt writes it so that it can be"
                    + " read");
        default -> {} // certificates, parameters of a curve
      }
    }
    throw new InvalidKeySpecException(
        "it holds no key that can be read (-----BEGIN PRIVATE KEY-----)");
  }

  private static PrivateKey read(byte[] pkcs8) throws GeneralSecurityException {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // Of another algorithm, or broken.
      }
    }
    throw new InvalidKeySpecException("the key is broken, or none of " + ALGORITHMS);
  }

  /** The parameters that a SEC 1 key names: the contents of its element [0]. */
  private static byte[] curve(byte[] sec1) throws InvalidKeySpecException {
    Der key = new Der(sec1, 0, sec1.length).inside(SEQUENCE);
    while (key.hasMore()) {
      Der element = key.next();
      if (element.tag() == PARAMETERS) return element.contents();
    }
    throw new InvalidKeySpecException(
        "the key does not name its curve: openssl pkcs8 -topk8 -nocrypt writes it so that it can be"
            + " read");
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    for (byte[] part : parts) contents.writeBytes(part);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = contents.size();
    // In as few bytes as can be; of no key, more than two are needed.
    if (length >= 0x100) out.write(0x82);
    else if (length >= 0x80) out.write(0x81);
    if (length >= 0x100) out.write(length >> 8);
    out.write(length);
    out.writeBytes(contents.toByteArray());
    return out.toByteArray();
  }
}

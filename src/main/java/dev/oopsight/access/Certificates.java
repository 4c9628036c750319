package dev.oopsight.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** PEM files as what TLS is spoken with. */
public final class Certificates {

  private static final char[] NO_PASSWORD = new char[0];

  private Certificates() {}

  /**
   * The files as they are now, from the next connection on.
   *
   * @throws CannotGuard where they cannot be used; then what was loaded before holds
   */
  static void load(SslContextFactory.Server factory, Access.Tls tls) {
    KeyStore store = keyStore(tls);
    try {
      factory.reload(
          f -> {
            f.setKeyStore(store);
            f.setKeyStorePassword("");
          });
    } catch (Exception e) { // declared so
      throw refused("http.tls.certificate", tls.certificate(), e);
    }
  }

  static KeyStore keyStore(Access.Tls tls) {
    List<Certificate> chain;
    PrivateKey key;
    try {
      chain = PemFile.certificates(text("http.tls.certificate", tls.certificate()));
    } catch (GeneralSecurityException e) {
      throw refused("http.tls.certificate", tls.certificate(), e);
    }
    try {
      key = PemFile.key(text("http.tls.key", tls.key()));
      requirePair(chain.get(0), key);
      KeyStore store = empty();
      store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw refused("http.tls.key", tls.key(), e);
    }
  }

  /** A renewed certificate beside the old key would be found by the first client otherwise. */
  private static void requirePair(Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    byte[] something = {1};
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(something);
      byte[] signed = signing.sign();
      Signature checking = Signature.getInstance(algorithm);
      checking.initVerify(certificate.getPublicKey());
      checking.update(something);
      if (checking.verify(signed)) return;
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException("it is not the key of the certificate", e);
    }
    throw new GeneralSecurityException("it is not the key of the certificate");
  }

  /**
   * For a client that trusts those authorities and nobody else.
   *
   * @param what names the file in messages
   * @throws CannotGuard where the file holds no certificate
   */
  public static SSLContext trusting(String what, Path authorities) {
    try {
      KeyStore store = empty();
      int number = 0;
      for (Certificate one : PemFile.certificates(text(what, authorities))) {
        store.setCertificateEntry("ca" + number++, one);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw refused(what, authorities, e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String what, Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new CannotGuard("%s cannot be read: %s".formatted(what, file), e);
    }
  }

  private static CannotGuard refused(String what, Path file, Exception e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new CannotGuard("%s = %s: %s".formatted(what, file, why), e);
  }
}

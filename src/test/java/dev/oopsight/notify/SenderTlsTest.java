package dev.oopsight.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.oopsight.access.CannotGuard;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts to receivers that speak HTTPS with a certificate that no public authority knows. */
class SenderTlsTest {

  private static final Path TLS = Path.of("src/test/resources/tls");
  private static final char[] NO_PASSWORD = new char[0];
  private static final byte[] ALERT = "{\"version\":\"4\"}".getBytes(UTF_8);

  private final List<String> taken = new CopyOnWriteArrayList<>();
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(showing("one")));
    server.createContext(
        "/",
        exchange -> {
          taken.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void sendsToWhomTheGivenCertificatesVouchFor() {
    Sender.Result result = sender("127.0.0.1", Optional.of("one.crt")).send(ALERT);

    assertThat(result.isTaken()).as("status %d", result.status()).isTrue();
    assertThat(taken).containsExactly(new String(ALERT, UTF_8));
  }

  @Test
  void tellsNothingToWhomTheyDoNotVouchForAndTriesAgainLater() {
    assertNotSent(sender("127.0.0.1", Optional.of("two.crt")));
  }

  @Test
  void trustsWhomJavaTrustsWhereNoneAreGiven() {
    assertNotSent(sender("127.0.0.1", Optional.empty()));
  }

  @Test
  void tellsNothingToOneWhoseCertificateIsForAnotherName() {
    // Leads to the same server, under a name that its certificate does not have.
    assertNotSent(sender("127.0.0.2", Optional.of("one.crt")));
  }

  @Test
  void doesNotBeginWithAFileThatHoldsNoCertificate() {
    assertThatThrownBy(() -> sender("127.0.0.1", Optional.of("README.md")))
        .isInstanceOf(CannotGuard.class)
        .hasMessageContaining("notify.ca.file")
        .hasMessageContaining("README.md");
  }

  private void assertNotSent(Sender sender) {
    Sender.Result result = sender.send(ALERT);

    assertThat(result.status()).isZero();
    assertThat(result.isTransient()).isTrue();
    assertThat(taken).isEmpty();
  }

  private Sender sender(String address, Optional<String> trusted) {
    URI url = URI.create("https://" + address + ":" + server.getAddress().getPort() + "/hook");
    return new Sender(
        new Receiver(Receiver.Form.WEBHOOK, url, Optional.empty(), trusted.map(TLS::resolve)));
  }

  private static SSLContext showing(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("server", key(name), NO_PASSWORD, new Certificate[] {certificate(name)});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static Certificate certificate(String name) throws Exception {
    try (InputStream in = Files.newInputStream(TLS.resolve(name + ".crt"))) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static PrivateKey key(String name) throws Exception {
    String pem = Files.readString(TLS.resolve(name + ".pkcs8.key"));
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]++-----", ""));
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
  }
}

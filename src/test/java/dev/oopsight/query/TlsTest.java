package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oopsight.access.Access;
import dev.oopsight.access.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  private static final Path TLS = Path.of("src/test/resources/tls");

  @TempDir private Path dir;
  private GuardedApi api;

  @BeforeEach
  void start() throws IOException {
    use("one", "one.pkcs1.key");
    Access access =
        new Access(
            Optional.empty(),
            false,
            false,
            Optional.of(new Access.Tls(dir.resolve("tls.crt"), dir.resolve("tls.key"))),
            Access.Bounds.DEFAULT,
            Access.Audit.DEFAULT);
    api = GuardedApi.start(new KnownIncidents(), access);
  }

  private void use(String certificate, String key) throws IOException {
    // As a new version of a mounted secret appears: one file after the other, each at once.
    replace(TLS.resolve(key), dir.resolve("tls.key"));
    replace(TLS.resolve(certificate + ".crt"), dir.resolve("tls.crt"));
  }

  private void replace(Path from, Path to) throws IOException {
    Path made = Files.copy(from, dir.resolve("new"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(made, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void speaksHttpsAndTakesANewCertificateWithoutARestart() throws Exception {
    assertThat(algorithm("one", "TLSv1.3")).isEqualTo("RSA");

    use("two", "two.sec1.key");

    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptionsMatching(SSLException.class::isInstance)
        .until(() -> algorithm("two", "TLSv1.3").equals("EC"));
  }

  @Test
  void speaksNoOldTlsAndNoHttpOnThatPort() throws Exception {
    assertThat(algorithm("one", "TLSv1.2")).isEqualTo("RSA");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> algorithm("one", "TLSv1.1"))
        .isInstanceOf(SSLException.class);
    assertThat(api.rawGet("/healthz")).doesNotContain("200 OK", "alive");
  }

  /** Of the key that the server shows to one who trusts that certificate. */
  private String algorithm(String trusted, String protocol) throws IOException {
    var sockets = Certificates.trusting("ca", TLS.resolve(trusted + ".crt")).getSocketFactory();
    try (SSLSocket socket =
        (SSLSocket) sockets.createSocket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setSoTimeout(20_000);
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getPublicKey().getAlgorithm();
    }
  }
}

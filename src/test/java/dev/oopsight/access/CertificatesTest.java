package dev.oopsight.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificatesTest {

  private static final Path TLS = Path.of("src/test/resources/tls");

  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "one, one.pkcs8.key",
    "one, one.pkcs1.key",
    "two, two.pkcs8.key",
    "two, two.sec1.key",
    "three, three.pkcs8.key"
  })
  void takesEveryFormOfAKeyThatToolsWrite(String certificate, String key) throws Exception {
    var store = Certificates.keyStore(tls(certificate + ".crt", key));

    assertThat(store.getKey("server", new char[0])).isNotNull();
    assertThat(store.getCertificateChain("server")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one.crt | two.pkcs8.key | it is not the key of the certificate",
        "two.crt | one.pkcs8.key | it is not the key of the certificate",
        "one.crt | one.encrypted.key | openssl pkcs8 -topk8 -nocrypt",
        "one.crt | one.crt | it holds no key",
        "one.pkcs8.key | one.pkcs8.key | it holds no certificate",
        "none.crt | one.pkcs8.key | cannot be read",
      })
  void saysWhatIsWrongWithAFile(String certificate, String key, String why) {
    assertThatThrownBy(() -> Certificates.keyStore(tls(certificate, key)))
        .isInstanceOf(CannotGuard.class)
        .hasMessageContaining(why)
        .hasMessageContaining("http.tls.")
        .hasMessageNotContaining("MII");
  }

  @Test
  void throwsNothingElseForAKeyThatIsCutAnywhere() throws Exception {
    String key = Files.readString(TLS.resolve("two.sec1.key"));
    int end = key.indexOf("-----END");
    int padding = 4;
    for (int at = key.indexOf('\n') + 1; at < end - padding; at++) {
      Path cut = Files.writeString(dir.resolve("cut"), key.substring(0, at) + key.substring(end));
      assertThatThrownBy(() -> Certificates.keyStore(new Access.Tls(TLS.resolve("two.crt"), cut)))
          .as("cut at %d", at)
          .isInstanceOf(CannotGuard.class);
    }
  }

  private static Access.Tls tls(String certificate, String key) {
    return new Access.Tls(TLS.resolve(certificate), TLS.resolve(key));
  }
}

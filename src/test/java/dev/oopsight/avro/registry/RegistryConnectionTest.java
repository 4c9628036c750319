package dev.oopsight.avro.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryConnectionTest {

  private final Map<String, Object> settings =
      new HashMap<>(Map.of("schema.registry.url", "http://one:8081"));

  @Test
  void readsSeveralUrlsAndKeepsNoCredentialsInThem() {
    settings.put("schema.registry.url", "https://me:pw@one:8081/apis/ccompat/v7/, http://two");

    assertThat(RegistryConnection.of(settings).urls())
        .containsExactly(URI.create("https://one:8081/apis/ccompat/v7"), URI.create("http://two"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one:8081", "ftp://one", "http://", "http://one,,", "http://o ne"})
  void refusesWhatIsNoUrl(String url) {
    settings.put("schema.registry.url", url);

    assertThatThrownBy(() -> RegistryConnection.of(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void namesTheSettingThatIsMissing() {
    settings.put("basic.auth.credentials.source", "USER_INFO");

    assertThatThrownBy(() -> RegistryConnection.of(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("basic.auth.user.info is missing");
  }

  @Test
  void takesCredentialsFromTheLoginToKafka() {
    settings.put("basic.auth.credentials.source", "SASL_INHERIT");
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"me\" password=\"pw\";");

    assertThat(RegistryConnection.of(settings).authorization()).contains("Basic bWU6cHc=");
  }

  @Test
  void refusesASourceOfTokensThatItCannotAsk() {
    settings.put("bearer.auth.credentials.source", "OAUTHBEARER");

    assertThatThrownBy(() -> RegistryConnection.of(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("STATIC_TOKEN");
  }

  @Test
  void readsItsOwnTrustStoreOnlyWhereOneIsNamed(@TempDir Path dir) throws Exception {
    assertThat(RegistryConnection.of(settings).tls()).isEmpty();

    Path store = dir.resolve("trust.p12");
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    try (var out = Files.newOutputStream(store)) {
      empty.store(out, "changeit".toCharArray());
    }
    settings.put("schema.registry.ssl.truststore.location", store.toString());
    settings.put("schema.registry.ssl.truststore.password", "changeit");
    settings.put("schema.registry.ssl.truststore.type", "PKCS12");

    assertThat(RegistryConnection.of(settings).tls()).isPresent();
  }

  @Test
  void alwaysChecksTheHostName() {
    settings.put("schema.registry.ssl.endpoint.identification.algorithm", "");

    assertThatThrownBy(() -> RegistryConnection.of(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("the host name is always checked");
  }

  @Test
  void leavesTheEmbeddedRegistryToTheProgram() {
    assertThatThrownBy(() -> SchemaRegistry.of(Map.of("schema.registry.url", "embedded:")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.instance");
    MemoryRegistry mine = new MemoryRegistry();
    assertThat(SchemaRegistry.of(Map.of("schema.registry.instance", mine))).isSameAs(mine);
  }
}

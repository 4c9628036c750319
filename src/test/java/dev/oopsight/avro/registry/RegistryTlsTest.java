package dev.oopsight.avro.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {

  private static final String PASSWORD = "changeit";

  @TempDir Path dir;

  private Path store;
  private HttpsServer server;

  /** One self-signed certificate, which server and client both show and both trust. */
  @BeforeEach
  void startServerThatWantsACertificate() throws Exception {
    store = dir.resolve("store.p12");
    keytool(
        "-genkeypair -alias it -keyalg EC -dname CN=localhost -ext san=ip:127.0.0.1 -validity 2"
            + (" -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + store));
    SSLContext context = serverContext();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = context.getDefaultSSLParameters();
            ssl.setNeedClientAuth(true);
            parameters.setSSLParameters(ssl);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"schema\": \"\\\"string\\\"\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void showsItsCertificateAndTrustsTheOneItWasGiven() {
    assertThat(registry(settings()).byId(1)).isEqualTo(Schema.create(Schema.Type.STRING));
  }

  @Test
  void refusesAServerThatItWasNotToldToTrust() {
    Map<String, Object> settings = settings();
    settings.keySet().removeIf(name -> name.startsWith("schema.registry.ssl."));

    assertThatThrownBy(() -> registry(settings).byId(1))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("does not answer")
        .hasMessageContaining("certification path");
  }

  private static HttpRegistry registry(Map<String, Object> settings) {
    return new HttpRegistry(RegistryConnection.of(settings));
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("schema.registry.url", "https://127.0.0.1:" + server.getAddress().getPort());
    settings.put("max.retries", 0);
    storeSettings().forEach((name, value) -> settings.put("schema.registry." + name, value));
    return settings;
  }

  private Map<String, Object> storeSettings() {
    return Map.of(
        "ssl.truststore.location",
        store.toString(),
        "ssl.truststore.password",
        PASSWORD,
        "ssl.truststore.type",
        "PKCS12",
        "ssl.keystore.location",
        store.toString(),
        "ssl.keystore.password",
        PASSWORD,
        "ssl.keystore.type",
        "PKCS12");
  }

  private SSLContext serverContext() {
    ConfigDef definition = new ConfigDef();
    SslConfigs.addClientSslSupport(definition);
    try (var factory = new DefaultSslEngineFactory()) {
      factory.configure(definition.parse(storeSettings()));
      return factory.sslContext();
    }
  }

  private static void keytool(String arguments) throws Exception {
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder((program + " " + arguments).split(" ", -1)).inheritIO().start();
    assertThat(process.waitFor()).as("keytool").isZero();
  }
}

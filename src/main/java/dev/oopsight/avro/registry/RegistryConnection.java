package dev.oopsight.avro.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * How a registry is reached over HTTP, by Confluent's setting names.
 *
 * @param urls each the root of one registry's REST API, without credentials or a final slash; the
 *     first that answers is used
 * @param authorization the header, where one is wanted
 * @param tls where settings ask for more than the JDK's own
 * @param connectTimeout of each try
 * @param readTimeout of each try
 * @param retries how often all URLs are tried again
 * @param retryWait before the first of these; doubled for each further one
 * @param longestRetryWait the most that it grows to
 * @param missingIdTtl how long an id that the registry does not know is not asked for again
 */
record RegistryConnection(
    List<URI> urls,
    Optional<String> authorization,
    Optional<SSLContext> tls,
    Duration connectTimeout,
    Duration readTimeout,
    int retries,
    Duration retryWait,
    Duration longestRetryWait,
    Duration missingIdTtl) {

  private static final String BASIC_SOURCE = "basic.auth.credentials.source";
  private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  private static final String TLS_PREFIX = "schema.registry.ssl.";
  private static final Pattern JAAS_USER = Pattern.compile("username=\"([^\"]*+)\"");
  private static final Pattern JAAS_PASSWORD = Pattern.compile("password=\"([^\"]*+)\"");

  RegistryConnection {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) throw new IllegalArgumentException("no URL");
  }

  static RegistryConnection of(Map<String, ?> values) {
    Settings settings = new Settings(values);
    List<URI> given =
        Stream.of(settings.required(SchemaRegistry.URL).split(",", -1))
            .map(String::strip)
            .map(RegistryConnection::url)
            .toList();
    return new RegistryConnection(
        given.stream().map(RegistryConnection::withoutCredentials).toList(),
        authorization(settings, given.get(0)),
        tls(values),
        settings.millis("http.connect.timeout.ms", Duration.ofSeconds(5)),
        settings.millis("http.read.timeout.ms", Duration.ofSeconds(10)),
        settings.number("max.retries", 3),
        settings.millis("retries.wait.ms", Duration.ofMillis(500)),
        settings.millis("retries.max.wait.ms", Duration.ofSeconds(5)),
        Duration.ofSeconds(settings.number("missing.id.cache.ttl.sec", 30)));
  }

  private static URI url(String text) {
    try {
      URI url = new URI(text.replaceFirst("/+$", ""));
      boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (isHttp && url.getHost() != null) return url;
    } catch (URISyntaxException e) {
      // said below
    }
    throw new ConfigException(
        SchemaRegistry.URL, text, "expected http(s)://host[:port][/path], several with commas");
  }

  private static URI withoutCredentials(URI url) {
    return URI.create(url.toString().replaceFirst("//[^/@]*@", "//"));
  }

  private static Optional<String> authorization(Settings settings, URI url) {
    Optional<String> bearerSource = settings.text(BEARER_SOURCE);
    if (bearerSource.isPresent()) {
      if (!bearerSource.get().equals("STATIC_TOKEN")) {
        throw new ConfigException(BEARER_SOURCE, bearerSource.get(), "only STATIC_TOKEN is known");
      }
      return Optional.of("Bearer " + settings.required("bearer.auth.token"));
    }
    String source = settings.text(BASIC_SOURCE).orElse("URL");
    Optional<String> userInfo =
        switch (source) {
          case "URL" -> Optional.ofNullable(url.getUserInfo());
          case "USER_INFO" ->
              Optional.of(
                  settings
                      .text("basic.auth.user.info")
                      .orElseGet(() -> settings.required("schema.registry.basic.auth.user.info")));
          case "SASL_INHERIT" -> Optional.of(saslUserInfo(settings.required("sasl.jaas.config")));
          default ->
              throw new ConfigException(
                  BASIC_SOURCE, source, "expected URL, USER_INFO or SASL_INHERIT");
        };
    return userInfo.map(u -> "Basic " + Base64.getEncoder().encodeToString(u.getBytes(UTF_8)));
  }

  private static String saslUserInfo(String jaas) {
    Matcher user = JAAS_USER.matcher(jaas);
    Matcher password = JAAS_PASSWORD.matcher(jaas);
    if (user.find() && password.find()) return user.group(1) + ":" + password.group(1);
    throw new ConfigException(
        BASIC_SOURCE + " is SASL_INHERIT, but sasl.jaas.config has no username and password");
  }

  /** Kafka's own reading of these settings: JKS, PKCS12 and PEM, files or inline. */
  private static Optional<SSLContext> tls(Map<String, ?> values) {
    Map<String, Object> given = new HashMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(TLS_PREFIX)) {
            given.put(name.substring("schema.registry.".length()), value);
          }
        });
    if (given.isEmpty()) return Optional.empty();
    if ("".equals(given.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG))) {
      throw new ConfigException(
          TLS_PREFIX + "endpoint.identification.algorithm", "", "the host name is always checked");
    }
    ConfigDef definition = new ConfigDef();
    SslConfigs.addClientSslSupport(definition);
    try (var factory = new DefaultSslEngineFactory()) {
      factory.configure(definition.parse(given));
      return Optional.of(factory.sslContext());
    }
  }
}

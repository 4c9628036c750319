package dev.oopsight.avro.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.oopsight.avro.registry.RegistryException.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Asks a registry, and where it does not answer, the next one; again after a while where none does.
 *
 * <p>Errors: {@link RegistryException}. Only what a second try may mend is tried again: connections
 * that fail, 408, 429 and 5xx.
 */
final class RegistryHttp {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  private final RegistryConnection connection;
  private final HttpClient client;

  /** Index of the URL that answered last. */
  private volatile int preferred;

  RegistryHttp(RegistryConnection connection) {
    this.connection = connection;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connection.connectTimeout());
    connection.tls().ifPresent(builder::sslContext);
    client = builder.build();
  }

  JsonNode get(String path) {
    return send(path, request().GET());
  }

  JsonNode post(String path, JsonNode body) {
    return send(path, request().POST(BodyPublishers.ofString(body.toString())));
  }

  JsonNode put(String path, JsonNode body) {
    return send(path, request().PUT(BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .timeout(connection.readTimeout())
            .header("Accept", CONTENT_TYPE + ", application/json")
            .header("Content-Type", CONTENT_TYPE);
    connection.authorization().ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private JsonNode send(String path, HttpRequest.Builder request) {
    RegistryException last = null;
    int urls = connection.urls().size();
    long began = System.nanoTime();
    for (int round = 0; round <= connection.retries(); round++) {
      if (round > 0) {
        // Who has taken all the time that an answer may take gets no second.
        if (System.nanoTime() - began >= connection.readTimeout().toNanos()) break;
        sleep(waitBefore(round));
      }
      int first = preferred;
      for (int i = 0; i < urls; i++) {
        int index = (first + i) % urls;
        URI url = URI.create(connection.urls().get(index) + path);
        try {
          HttpResponse<String> response =
              client.send(request.uri(url).build(), BodyHandlers.ofString());
          if (!mayMendItself(response.statusCode())) {
            preferred = index;
            return read(url, response);
          }
          last = refusal(url, response);
        } catch (IOException e) {
          String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
          last = new RegistryException(Problem.UNAVAILABLE, url + " does not answer: " + why, e);
        } catch (InterruptedException e) {
          throw interrupted(e);
        }
      }
    }
    throw last;
  }

  private static boolean mayMendItself(int status) {
    return status == 408 || status == 429 || status >= 500;
  }

  private static JsonNode read(URI url, HttpResponse<String> response) {
    if (response.statusCode() != 200) throw refusal(url, response);
    JsonNode body = json(response.body());
    if (body.isMissingNode()) {
      throw new RegistryException(
          Problem.NOT_FOUND, url + " answers something that is no JSON: is this a registry's URL?");
    }
    return body;
  }

  private static RegistryException refusal(URI url, HttpResponse<String> response) {
    int status = response.statusCode();
    JsonNode body = json(response.body());
    String said = body.path("message").asText("HTTP " + status);
    // 404 is also what a server says that is no registry; a registry's own codes are longer.
    boolean isRegistry = body.path("error_code").asInt() > 9999;
    return switch (status) {
      case 401, 403 ->
          new RegistryException(
              Problem.UNAUTHORIZED,
              url + " refuses these credentials: " + said + " (basic.auth.*, bearer.auth.*)");
      case 404 ->
          new RegistryException(
              Problem.NOT_FOUND,
              isRegistry
                  ? said
                  : url
                      + " is unknown there: is the URL the root of the registry's API?"
                      + " (Apicurio's ends in /apis/ccompat/v7)");
      case 409 -> new RegistryException(Problem.INCOMPATIBLE, said);
      default ->
          new RegistryException(
              mayMendItself(status) ? Problem.UNAVAILABLE : Problem.INVALID, url + ": " + said);
    };
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** Doubles from round to round; half of it is left to chance, so that instances spread out. */
  private Duration waitBefore(int round) {
    long full = connection.retryWait().toMillis() << Math.min(round - 1, 20);
    long bounded = Math.min(full, connection.longestRetryWait().toMillis());
    return Duration.ofMillis(bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1));
  }

  private static void sleep(Duration duration) {
    try {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static RegistryException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new RegistryException(Problem.UNAVAILABLE, "interrupted while asking the registry", e);
  }
}

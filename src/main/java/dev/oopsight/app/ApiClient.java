package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.access.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks the API of a running instance.
 *
 * <p>Errors: {@link CommandFailed} for every answer but a good one, with the instance's own words.
 */
final class ApiClient {

  private static final int CONNECT_WITHIN_MS = 5_000;
  private static final int ANSWER_WITHIN_MS = 30_000;
  private static final int LONGEST_WORDS = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String server;
  private final Optional<String> authorization;
  private final Optional<SSLSocketFactory> trusting;

  /**
   * What was answered.
   *
   * @param status below 400
   * @param isJson whether it says so of itself
   */
  record Reply(int status, boolean isJson, String body) {

    /** The document; missing where it is none. */
    JsonNode json() {
      return ApiClient.json(body);
    }
  }

  /**
   * Connects to nothing yet.
   *
   * @param server {@code http://localhost:8080}
   * @param authorization the header of that name, where the instance asks for one
   * @param authorities certificates to trust in place of the known ones
   */
  ApiClient(String server, Optional<String> authorization, Optional<Path> authorities) {
    this.server = server.replaceFirst("/++$", "");
    this.authorization = authorization;
    this.trusting = authorities.map(file -> Certificates.trusting("--ca", file).getSocketFactory());
  }

  Reply get(ApiPath path) {
    return ask(path, Optional.empty());
  }

  /** Sends JSON. */
  Reply post(ApiPath path, String body) {
    return ask(path, Optional.of(body.getBytes(UTF_8)));
  }

  private Reply ask(ApiPath path, Optional<byte[]> sent) {
    String url = server + path;
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(CONNECT_WITHIN_MS);
      connection.setReadTimeout(ANSWER_WITHIN_MS);
      connection.setInstanceFollowRedirects(false); // wherever it leads, the secret goes along
      authorization.ifPresent(said -> connection.setRequestProperty("Authorization", said));
      if (connection instanceof HttpsURLConnection https) {
        trusting.ifPresent(https::setSSLSocketFactory);
      }
      if (sent.isPresent()) {
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(sent.get());
        }
      }
      int status = connection.getResponseCode();
      boolean good = status < HttpURLConnection.HTTP_BAD_REQUEST;
      try (InputStream in = good ? connection.getInputStream() : connection.getErrorStream()) {
        String body = in == null ? "" : new String(in.readAllBytes(), UTF_8);
        if (!good) throw refused(url, status, body, connection.getHeaderField("Retry-After"));
        String type = connection.getContentType();
        return new Reply(status, type != null && type.startsWith("application/json"), body);
      }
    } catch (SSLException e) {
      throw new CommandFailed(
          "%s cannot be trusted (%s): --ca names whom to trust".formatted(server, Faults.of(e)), e);
    } catch (IOException e) {
      throw new CommandFailed(
          "nothing answers at %s (%s): start it, or say with --server where it is"
              .formatted(server, Faults.of(e)),
          e);
    }
  }

  private static CommandFailed refused(String url, int status, String body, String retryAfter) {
    String detail = Visible.line(json(body).path("detail").asText(""));
    if (detail.isEmpty()) {
      String words = body.length() > LONGEST_WORDS ? body.substring(0, LONGEST_WORDS) + "…" : body;
      return new CommandFailed("%s answered %d: %s".formatted(url, status, Visible.line(words)));
    }
    return new CommandFailed(
        retryAfter == null ? detail : "%s; ask again in %s s".formatted(detail, retryAfter));
  }

  private static JsonNode json(String text) {
    try {
      JsonNode read = JSON.readTree(text);
      return read == null ? JSON.missingNode() : read;
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}

package dev.oopsight.query;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** What is sent to a route, however it is sent, up to a bound. */
final class RequestBody {

  private RequestBody() {}

  /**
   * The bytes; empty where there are more than may be.
   *
   * @throws HttpResponseException where they do not come, or too slowly
   */
  static Optional<byte[]> read(Context request, int most) {
    if (request.contentLength() > most) return Optional.empty();
    try (InputStream body = request.bodyInputStream()) {
      byte[] bytes = body.readNBytes(most + 1);
      return bytes.length > most ? Optional.empty() : Optional.of(bytes);
    } catch (IOException e) {
      throw new HttpResponseException(408, "the body came too slowly, or not to its end", Map.of());
    }
  }
}

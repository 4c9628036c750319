package dev.oopsight.query;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/** What is sent to a route, however it is sent, up to a bound. */
final class RequestBody {

  private RequestBody() {}

  /**
   * The bytes; empty where there are more than may be.
   *
   * <p>What is too much is read to its end all the same, as far as the server takes any: a client
   * that writes all before it reads would lose the refusal with the connection.
   *
   * @throws HttpResponseException where they do not come, or too slowly
   */
  static Optional<byte[]> read(Context request, int most) {
    try (InputStream body = request.bodyInputStream()) {
      byte[] bytes = body.readNBytes(most + 1);
      if (bytes.length <= most) return Optional.of(bytes);
      body.transferTo(OutputStream.nullOutputStream());
      return Optional.empty();
    } catch (IOException e) {
      throw new HttpResponseException(408, "the body came too slowly, or not to its end", Map.of());
    }
  }
}

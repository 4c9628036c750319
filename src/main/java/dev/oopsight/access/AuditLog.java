package dev.oopsight.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.Principal;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who asked what, when, from where, and what became of it.
 *
 * <pre>{@code
 * {"at":"2026-11-23T09:00:00.123Z","user":"ann","from":"10.0.0.7","method":"POST",
 *  "path":"/api/v1/incidents/8b1d…/feedback","status":200}
 * {"at":"…","from":"10.0.0.9","method":"GET","path":"/api/v1/hosts","status":401,"why":"…"}
 * }</pre>
 *
 * <p>Shape: a line of ASCII a request, its path as it came, without what stands behind the question
 * mark, and cut at 300 characters; nothing of a header, so never a secret. Of more than a hundred
 * lines of refusals a second, the rest is counted: {@code {"at":"…","left_out":1234}}.
 */
final class AuditLog implements RequestLog {

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

  /** A category of its own in the program's log, so that a site can send it elsewhere. */
  private static final Logger AUDIT = LoggerFactory.getLogger("audit");

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** By routes; what is refused before them says so of itself. */
  private static final Set<Integer> REFUSED = Set.of(401, 403, 408, 413, 415);

  private static final int LONGEST_PATH = 300;
  private static final int MOST_REFUSALS = 100;

  private final boolean all;
  private final Consumer<String> sink;
  private long second;
  private int refusals;

  AuditLog(Access.Audit wanted) {
    all = wanted.all();
    sink = wanted.file().map(AuditLog::file).orElse(AUDIT::info);
  }

  /**
   * Opened for each line, so that it can be moved away under us.
   *
   * @throws CannotGuard where it cannot be written
   */
  private static Consumer<String> file(Path file) {
    try {
      append(file, "");
    } catch (IOException e) {
      throw new CannotGuard("http.audit.file cannot be written: " + file, e);
    }
    return line -> {
      try {
        append(file, line + "\n");
      } catch (IOException e) {
        LOG.error("{} cannot be written, so this is told here: {}", file, line);
      }
    };
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void log(Request request, Response response) {
    int status = response.getStatus();
    boolean refused = Refusal.of(request).isPresent() || REFUSED.contains(status);
    if (!all && !refused && !Gate.writes(request)) return;
    long leftOut = 0;
    if (refused) {
      synchronized (this) {
        long now = Instant.now().getEpochSecond();
        if (now != second) {
          leftOut = Math.max(0, refusals - MOST_REFUSALS);
          second = now;
          refusals = 0;
        }
        if (++refusals > MOST_REFUSALS) return;
      }
    }
    if (leftOut > 0) sink.accept(leftOut(leftOut));
    sink.accept(line(request, status));
  }

  private static String leftOut(long count) {
    return json(
        line -> {
          line.writeStringField("at", Instant.now().toString());
          line.writeNumberField("left_out", count);
        });
  }

  private static String line(Request request, int status) {
    return json(
        line -> {
          line.writeStringField("at", Instant.now().toString());
          Principal user = Request.getAuthenticationState(request).getUserPrincipal();
          if (user != null) line.writeStringField("user", user.getName());
          line.writeStringField("from", Request.getRemoteAddr(request));
          line.writeStringField("method", request.getMethod());
          line.writeStringField("path", path(request));
          line.writeNumberField("status", status);
          String why = Refusal.of(request).orElse("");
          if (!why.isEmpty()) line.writeStringField("why", why);
        });
  }

  private static String path(Request request) {
    String path = String.valueOf(request.getHttpURI().getPath());
    return path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + "..." : path;
  }

  /** Writes fields. */
  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator line) throws IOException;
  }

  private static String json(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator line = JSON.createGenerator(text)) {
      line.writeStartObject();
      fields.write(line);
      line.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}

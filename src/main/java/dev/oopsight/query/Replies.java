package dev.oopsight.query;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Answers as HTTP: values in one envelope, everything else as a problem.
 *
 * <pre>{@code
 * {"status":"success","data":[…],"partial":false,"missing_partitions":[],"stale":false,"next":"ZGIx"}
 * {"type":"about:blank","title":"Not Found","status":404,"detail":"no host db9 is known"}
 * }</pre>
 *
 * <p>Source: RFC 9457 (problem details), RFC 8288 ({@code Link}), RFC 9110 ({@code Retry-After}).
 */
final class Replies {

  private static final String JSON = "application/json";

  private Replies() {}

  /** One thing. */
  static <T> void one(Context request, Answer<T> answer, BiConsumer<JsonText, T> fields) {
    fields(
        request, answer, (json, found) -> json.object("data", data -> fields.accept(data, found)));
  }

  /**
   * A page of flat rows.
   *
   * @param cursor of the page's last item
   */
  static <T> void page(
      Context request,
      Answer<Page<T>> answer,
      BiConsumer<JsonText, T> fields,
      Function<T, String> cursor) {
    answer(
        request,
        answer,
        found -> {
          Page<T> page = found.value();
          Optional<String> next =
              page.more()
                  ? Optional.of(cursor.apply(page.items().get(page.items().size() - 1)))
                  : Optional.empty();
          next.ifPresent(c -> request.header("Link", "<" + link(request, c) + ">; rel=\"next\""));
          return envelope(
              found, json -> json.objects("data", page.items(), fields).text("next", next));
        });
  }

  /** Data, with what is told beside it. */
  static <T> void fields(Context request, Answer<T> answer, BiConsumer<JsonText, T> fields) {
    answer(request, answer, found -> envelope(found, json -> fields.accept(json, found.value())));
  }

  /** Any answer; nothing is sent to who has it already. */
  static <T> void answer(
      Context request, Answer<T> answer, Function<Answer.Found<T>, byte[]> body) {
    problemUnlessFound(request, answer).map(body).ifPresent(bytes -> send(request, bytes));
  }

  private static void send(Context request, byte[] body) {
    if (EntityTag.isNews(request, EntityTag.of(body))) request.contentType(JSON).result(body);
  }

  /** The value, or empty where a problem was sent in its place. */
  static <T> Optional<Answer.Found<T>> problemUnlessFound(Context request, Answer<T> answer) {
    return answer.fold(
        found -> {
          if (found.stale()) request.header("X-Stale", "true");
          return Optional.of(found);
        },
        absent -> problem(request, 404, absent.what()),
        bad -> problem(request, 400, bad.why()),
        notReady -> {
          long seconds = Math.max(1, notReady.retryAfter().toSeconds());
          request.header("Retry-After", Long.toString(seconds));
          return problem(request, 503, notReady.why());
        });
  }

  static <T> Optional<T> problem(Context request, int status, String detail) {
    request
        .status(status)
        .contentType("application/problem+json")
        .result(Problem.json(status, detail));
    return Optional.empty();
  }

  static void json(Context request, Consumer<JsonText> fields) {
    request.contentType(JSON).result(JsonText.object(fields));
  }

  private static <T> byte[] envelope(Answer.Found<T> found, Consumer<JsonText> data) {
    return JsonText.object(
        json -> {
          json.text("status", "success");
          data.accept(json);
          json.flag("partial", !found.missingPartitions().isEmpty())
              .numbers("missing_partitions", found.missingPartitions())
              .flag("stale", found.stale());
        });
  }

  private static String link(Context request, String cursor) {
    StringBuilder link = new StringBuilder(request.path()).append('?');
    request
        .queryParamMap()
        .forEach(
            (name, values) -> {
              if (!name.equals("cursor")) {
                link.append(name).append('=').append(encoded(values.get(0))).append('&');
              }
            });
    return link.append("cursor=").append(cursor).toString();
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }
}

package dev.oopsight.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.oopsight.incident.KernelIncident;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code POST /api/v1/explain}: what {@code explain} says of a log that is pasted, with the output
 * of config commands in it or without. Nothing of it is kept.
 *
 * <p>Reading a log costs time, so that few are read at once and others are asked to come again.
 */
public final class ExplainRoute {

  /** A dmesg is a quarter of that. */
  static final int MOST_BYTES = 1 << 20;

  private static final int AT_ONCE = 2;

  private final Explainer explainer;
  private final List<IncidentFormat> formats;
  private final Semaphore free = new Semaphore(AT_ONCE);

  /** Reads a log. */
  @FunctionalInterface
  public interface Explainer {

    /**
     * Its incidents, in the order in which they began.
     *
     * @param log of any known format, config output among it
     */
    List<KernelIncident> explain(byte[] log);
  }

  /**
   * A route that answers in those formats, and in JSON.
   *
   * @param formats of one incident; the lines of several are put one behind the other
   */
  public ExplainRoute(Explainer explainer, List<IncidentFormat> formats) {
    this.explainer = requireNonNull(explainer);
    this.formats = List.copyOf(formats);
  }

  /** Adds the route. */
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/explain", this::explain);
  }

  private void explain(Context request) {
    List<String> names =
        Stream.concat(Stream.of("json"), formats.stream().map(IncidentFormat::name)).toList();
    Parameters given = new Parameters(request, "format");
    String format = given.oneOf("format", names);
    Optional<byte[]> log = RequestBody.read(request, MOST_BYTES);
    if (log.isEmpty()) {
      Replies.problem(
          request,
          413,
          "a pasted log may hold %d bytes; bin/oopsight explain reads any".formatted(MOST_BYTES));
      return;
    }
    if (log.get().length == 0) given.refuse("the body is the log, and it is empty");
    Answer<List<KernelIncident>> answer = given.ask(() -> explained(log.get()));
    Optional<IncidentFormat> other =
        formats.stream().filter(f -> f.name().equals(format)).findFirst();
    if (other.isPresent()) {
      Replies.problemUnlessFound(request, answer)
          .ifPresent(
              found ->
                  request
                      .contentType(other.get().contentType())
                      .result(joined(found.value(), other.get()).getBytes(UTF_8)));
      return;
    }
    Replies.fields(
        request, answer, (json, found) -> json.objects("data", found, IncidentJson::write));
  }

  private static String joined(List<KernelIncident> incidents, IncidentFormat format) {
    return incidents.stream()
        .map(incident -> format.encoding().apply(incident).stripTrailing() + "\n")
        .collect(Collectors.joining(format.name().equals("text") ? "\n" : ""));
  }

  private Answer<List<KernelIncident>> explained(byte[] log) {
    if (!free.tryAcquire()) {
      return Answer.notReady("others' logs are being read", java.time.Duration.ofSeconds(1));
    }
    try {
      return Answer.found(explainer.explain(log));
    } finally {
      free.release();
    }
  }
}

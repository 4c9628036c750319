package dev.oopsight.query;

import dev.oopsight.incident.KernelIncident;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code /api/v1/quality}: how much of what is known is whole. Of the newest incidents it tells
 * what was lost or guessed, and of this instance what it could not use since it started.
 */
final class QualityRoute {

  /** Counters, and the labels that part them. */
  private static final Map<String, String> COUNTED =
      new TreeMap<>(
          Map.of(
              "oopsight.refused", "reason",
              "oopsight.lines", "fate",
              "oopsight.cut", "what",
              "oopsight.traces.unread", "",
              "oopsight.rules.broken", ""));

  private final IncidentQueries queries;
  private final MeterRegistry metrics;

  QualityRoute(IncidentQueries queries, MeterRegistry metrics) {
    this.queries = queries;
    this.metrics = metrics;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/quality", this::quality);
  }

  /**
   * One count.
   *
   * @param of how many could have been so; 0 where that is not known
   */
  private record Row(String measure, long count, long of) {}

  private void quality(Context request) {
    Parameters given = new Parameters(request);
    Answer<List<Row>> answer =
        given.ask(
            () ->
                given
                    .of(queries)
                    .incidents(IncidentFilter.newest(Parameters.HIGHEST_LIMIT))
                    .map(page -> rows(page.items())));
    Replies.fields(
        request, answer, (json, found) -> json.objects("data", found, QualityRoute::write));
  }

  private List<Row> rows(List<KernelIncident> newest) {
    List<Row> rows = new ArrayList<>();
    long printed = newest.stream().mapToLong(KernelIncident::printed).sum();
    long suppressed = newest.stream().mapToLong(KernelIncident::suppressed).sum();
    rows.add(new Row("occurrences.suppressed", suppressed, printed + suppressed));
    TreeMap<String, Long> counts = new TreeMap<>();
    for (KernelIncident incident : newest) {
      count(counts, "incidents.text_cut", incident.text().isCut());
      count(counts, "incidents.list_cut", !incident.cuts().isEmpty());
      count(counts, "incidents.damaged", !incident.trace().defects().isEmpty());
      incident.trace().defects().forEach(d -> count(counts, "incidents.defect." + low(d), true));
      count(counts, "incidents.time." + low(incident.firstAt().quality()), true);
      count(counts, "incidents.config." + incident.configBasis().id(), true);
      count(counts, "incidents.unexplained", incident.diagnosis().findings().isEmpty());
    }
    counts.forEach((measure, count) -> rows.add(new Row(measure, count, newest.size())));
    COUNTED.forEach((name, label) -> addCounted(name, label, rows));
    return rows;
  }

  private static void count(Map<String, Long> counts, String measure, boolean isSo) {
    counts.merge(measure, isSo ? 1L : 0L, Long::sum);
  }

  private void addCounted(String name, String label, List<Row> rows) {
    TreeMap<String, Long> counts = new TreeMap<>();
    for (Counter counter : metrics.find(name).counters()) {
      String measure = name.replace("oopsight.", "instance.");
      String part = label.isEmpty() ? "" : "." + counter.getId().getTag(label);
      if (counter.count() > 0) counts.merge(measure + part, (long) counter.count(), Long::sum);
    }
    counts.forEach((measure, count) -> rows.add(new Row(measure, count, 0)));
  }

  private static String low(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  private static void write(JsonText json, Row row) {
    json.text("measure", row.measure()).number("count", row.count());
    if (row.of() > 0)
      json.number("of", row.of()).fraction("share", (double) row.count() / row.of());
  }
}

package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.app.Offline.Explained;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.query.IncidentJson;
import dev.oopsight.query.JsonText;
import dev.oopsight.query.TraceJson;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelTrace;
import java.util.Optional;

/**
 * {@code explain --format json}: compact JSON, one line an occurrence. The first five keys are
 * always there, null where nothing is known; later ones are left out then.
 *
 * <pre>{@code
 * {"case":"kern.log","kind":"page_allocation_failure","title":"…","function":"tg3_alloc_rx_skb","module":null,…}
 * }</pre>
 */
final class ExplainJson {

  private ExplainJson() {}

  /**
   * One line, without its end.
   *
   * @param file as it was named on the command line
   */
  static String line(String file, Explained explained) {
    KernelTrace trace = explained.occurrence().trace();
    KernelIncident incident = explained.incident();
    Optional<Frame> guilty = trace.guilty();
    byte[] line =
        JsonText.object(
            json -> {
              json.text("case", file)
                  .text("kind", trace.kind().id())
                  .text("title", trace.title())
                  .textOrNull("function", guilty.map(Frame::function))
                  .textOrNull("module", guilty.flatMap(Frame::module))
                  .text("class", trace.kind().incidentClass().id())
                  .text("incident", incident.id().toString())
                  .text("occurrence", explained.occurrence().id().toString())
                  .text("host", incident.host().value())
                  .text("boot", incident.boot().value());
              writeTime(json, explained);
              TraceJson.writeCircumstances(json, trace);
              TraceJson.writeDetail(json, trace);
              json.number("frames", trace.frames().size())
                  .texts("defects", trace.defects().stream().map(Defect::id).toList())
                  .text("mechanism", explained.occurrence().fingerprints().mechanism().toString())
                  .text("site", explained.occurrence().fingerprints().site().toString())
                  .number("suppressed", explained.occurrence().suppressed())
                  .text("config_basis", incident.configBasis().id());
              IncidentJson.writeChanges(json, incident);
              json.objects(
                  "findings",
                  incident.diagnosis().findings(),
                  (row, finding) ->
                      row.text("rule", finding.rule()).ratio("score", finding.score()));
            });
    return new String(line, UTF_8);
  }

  private static void writeTime(JsonText json, Explained explained) {
    var text = explained.occurrence().text();
    if (text.startedAt().quality().isWallClock()) json.moment("at", text.startedAt().at());
    text.lines().get(0).kernelTime().ifPresent(t -> json.number("kernel_time_us", t.micros()));
  }
}

package dev.oopsight.siem;

import dev.oopsight.cases.CaseFile;
import dev.oopsight.cases.DamagedLog;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RecordFiller;
import dev.oopsight.incident.SampleIncidents;
import dev.oopsight.topology.PipelineDriver;
import dev.oopsight.trace.Detail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Incidents of all sorts, for what must hold of every encoding: those of every golden case, those
 * of logs that were damaged, and made-up ones in which everything is filled or everything is left
 * out. They are made once, since a topology costs more than what it reads here.
 */
final class CaseIncidents {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final int DAMAGED_LOGS = 60;
  private static final long SEED = 20260105;

  private static final List<KernelIncident> ALL = make();

  private CaseIncidents() {}

  static List<KernelIncident> all() {
    return ALL;
  }

  private static List<KernelIncident> make() {
    List<KernelIncident> incidents =
        new ArrayList<>(
            List.of(
                SampleIncidents.seed(),
                SampleIncidents.nullDereference(),
                SampleIncidents.oomKill()));
    for (Class<? extends Detail> detail : RecordFiller.details()) {
      incidents.add(RecordFiller.full(detail).make(KernelIncident.class));
      incidents.add(RecordFiller.bare(detail).make(KernelIncident.class));
    }
    incidents.add(
        RecordFiller.full(Detail.None.class).withText("https://").make(KernelIncident.class));
    incidents.addAll(ofLogs());
    return List.copyOf(incidents);
  }

  private static List<KernelIncident> ofLogs() {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      for (CaseFile c : CaseFile.all()) {
        String host = c.name().replaceAll("[^A-Za-z0-9]", "-").toLowerCase(Locale.ROOT);
        if (!c.config().isEmpty()) pipeline.config(host, NOON.minusSeconds(60), c.config());
        pipeline.log(host, NOON, c.log());
      }
      DamagedLog damaged = new DamagedLog(SEED);
      for (int i = 0; i < DAMAGED_LOGS; i++) pipeline.log("damaged-" + i, NOON, damaged.next());
      return pipeline.fallSilent().revisions();
    }
  }
}

package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.topology.PipelineDriver;
import dev.oopsight.trace.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A trace may be cut anywhere: it is an incident as long as its header is there. */
class CutTraceIT {

  private static final List<String> LINES = SeedLog.lines(4_000_000);

  @Test
  void givesAnIncidentWhereverItsEndIsCutOff() {
    Map<String, List<String>> byHost = new TreeMap<>();
    for (int end = 1; end <= LINES.size(); end++) {
      byHost.put("whole-lines-" + end, LINES.subList(0, end));
    }
    for (int end = 0; end < LINES.size() - 1; end++) {
      List<String> cut = new ArrayList<>(LINES.subList(0, end + 1));
      String last = LINES.get(end + 1);
      cut.add(last.substring(0, last.length() / 2));
      byHost.put("half-a-line-" + end, cut);
    }

    Map<String, KernelIncident> incidents = incidents(byHost);

    assertThat(incidents.keySet()).isEqualTo(byHost.keySet());
    incidents
        .values()
        .forEach(i -> assertThat(i.trace().kind()).isEqualTo(Kind.PAGE_ALLOCATION_FAILURE));
    assertThat(incidents.get("whole-lines-" + LINES.size()).trace().frames())
        .hasSize(SeedLog.FRAMES);
    assertThat(incidents.get("half-a-line-0").trace().frames()).isEmpty();
  }

  @Test
  void goesOnWhereverItsBeginningIsLost() {
    Map<String, List<String>> byHost = new TreeMap<>();
    for (int from = 1; from < LINES.size(); from++) {
      byHost.put("lost-" + from, LINES.subList(from, LINES.size()));
    }
    byHost.put("whole", LINES);

    Map<String, KernelIncident> incidents = incidents(byHost);

    assertThat(incidents).containsOnlyKeys("whole");
    assertThat(incidents.get("whole").trace().frames()).hasSize(SeedLog.FRAMES);
  }

  /** The only incident of each host. */
  private static Map<String, KernelIncident> incidents(Map<String, List<String>> byHost) {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      byHost.forEach(
          (host, lines) -> lines.forEach(line -> pipeline.log(host, SeedLog.BEGAN, line)));
      Map<String, KernelIncident> incidents = new TreeMap<>();
      for (KernelIncident incident : pipeline.fallSilent().incidents()) {
        assertThat(incidents.put(incident.host().value(), incident)).isNull();
      }
      return incidents;
    }
  }
}

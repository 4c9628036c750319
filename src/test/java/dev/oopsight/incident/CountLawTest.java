package dev.oopsight.incident;

import static dev.oopsight.log.Lines.BOOTED;
import static dev.oopsight.log.Lines.at;
import static dev.oopsight.log.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.HeapHistory;
import dev.oopsight.config.HostConfig;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.incident.KernelIncident.Change;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.TraceText;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import dev.oopsight.trace.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;

/** What was counted is published in time, in few revisions, and none of it is lost. */
class CountLawTest {

  private static final HostId HOST = new HostId("web1");
  private static final List<String> SITES = List.of("f", "g");
  private static final Duration HOUR = Duration.ofHours(1);

  private HeapLedger ledger;
  private Incidents incidents;
  private HostConfig config;
  private Map<IncidentId, KernelIncident> published;
  private Optional<Instant> due;

  @BeforeTry
  void begin() {
    ledger = new HeapLedger();
    incidents =
        new Incidents(
            (t, c) -> new Diagnosis(List.of(), Set.of(), "0123456789abcdef"),
            ledger,
            IncidentBounds.DEFAULT);
    config = new HostConfig(new HeapHistory());
    published = new HashMap<>();
    due = Optional.empty();
  }

  /** What a reader with a pencil would have counted. */
  private static final class Pencil {
    long printed;
    long suppressed;
  }

  private record Running(IncidentId id, int second) {}

  @Property(tries = 300)
  void everyCountIsPublishedInTime(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 900) int widest) {
    Random random = new Random(seed);
    Map<IncidentId, Pencil> counted = new HashMap<>();
    Map<String, Running> running = new HashMap<>();
    int second = 0;
    for (int i = random.nextInt(300); i >= 0; i--) {
      second += 1 + random.nextInt(widest);
      hear(BOOTED.plusSeconds(second));
      Occurrence occurrence = occurrence(random, second);
      Incidents.Recorded recorded = incidents.add(occurrence, config);
      KernelIncident incident = recorded.incident().flatMap(incidents::newest).orElseThrow();
      String site = occurrence.trace().guilty().orElseThrow().symbol();
      Running last = running.put(site, new Running(incident.id(), second));
      assertThat(last != null && second - last.second <= Incidents.GAP.toSeconds())
          .as("goes on")
          .isEqualTo(last != null && last.id.equals(incident.id()));
      Pencil pencil = counted.computeIfAbsent(incident.id(), id -> new Pencil());
      long printed = pencil.printed;
      long suppressed = pencil.suppressed;
      pencil.printed += 1;
      pencil.suppressed += occurrence.suppressed();
      recorded.revisions().forEach(this::publish);
      if (due.isEmpty()) due = recorded.due();

      KernelIncident newest = published.get(incident.id());
      if (reached(printed, pencil.printed) || reached(suppressed, pencil.suppressed)) {
        assertThat(newest.printed()).isEqualTo(pencil.printed);
        assertThat(newest.suppressed()).isEqualTo(pencil.suppressed);
      }
      assertThat(Duration.between(newest.lastAt().at(), incident.lastAt().at())).isLessThan(HOUR);
    }

    hear(BOOTED.plusSeconds(second).plus(HOUR));

    assertThat(published.keySet()).isEqualTo(counted.keySet());
    counted.forEach(
        (id, pencil) -> {
          assertThat(published.get(id).printed()).isEqualTo(pencil.printed);
          assertThat(published.get(id).suppressed()).isEqualTo(pencil.suppressed);
        });
  }

  private void hear(Instant at) {
    if (due.filter(d -> !d.isAfter(at)).isEmpty()) return;
    Incidents.Recorded recorded = incidents.heard(HOST, at);
    recorded.revisions().forEach(this::publish);
    due = recorded.due();
  }

  private void publish(KernelIncident revision) {
    KernelIncident before = published.put(revision.id(), revision);
    assertThat(revision.revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
    if (before == null) return;
    assertThat(revision.change()).isEqualTo(Change.COUNTED);
    assertThat(revision.printed()).as("nothing new").isGreaterThan(before.printed());
  }

  /** Whether a count came by 1, 10, 100 … */
  private static boolean reached(long before, long after) {
    for (long power = 1; power <= after; power *= 10) if (before < power) return true;
    return false;
  }

  private static Occurrence occurrence(Random random, int second) {
    String site = SITES.get(random.nextInt(SITES.size()));
    KernelTrace trace = Traces.of(Kind.OOPS_NULL_DEREF, site);
    List<KernelLine> lines = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      int suppressed = 1 + random.nextInt(60);
      lines.add(at(seconds(second), "warn_alloc: " + suppressed + " callbacks suppressed"));
    }
    lines.add(at(seconds(second), trace.header() + " in " + site));
    return Occurrence.of(
        new TraceText(HOST, new BootKey("boot"), Optional.empty(), lines, TraceText.Ending.SILENCE),
        trace);
  }
}

package dev.oopsight.incident;

import static dev.oopsight.log.Lines.BOOTED;
import static dev.oopsight.log.Lines.at;
import static dev.oopsight.log.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.config.ConfigView;
import dev.oopsight.config.HeapHistory;
import dev.oopsight.config.HostConfig;
import dev.oopsight.config.Observation;
import dev.oopsight.config.Section;
import dev.oopsight.config.Setting;
import dev.oopsight.config.SettingChange;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.incident.KernelIncident.ConfigBasis;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import dev.oopsight.log.TraceText;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import dev.oopsight.trace.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * An incident is never left wrong because config came late: whatever the order in which snapshots
 * and traces come, the newest revision says what it would had all config been there before.
 */
class LateConfigLawTest {

  private static final HostId HOST = new HostId("web1");
  private static final int HALF_HOURS = 120;

  /** What an incident says of the config of then. */
  private record Said(
      ConfigBasis basis,
      List<Setting> config,
      List<SettingChange> changedBefore,
      Diagnosis diagnosis) {

    /** Without when each was last seen: that alone is no reason to publish. */
    static Said in(KernelIncident incident) {
      return new Said(
          incident.configBasis(),
          incident.config().stream()
              .map(s -> new Setting(s.key(), s.value(), s.since(), s.since(), s.stale()))
              .toList(),
          incident.changedBefore().stream()
              .map(
                  c ->
                      new SettingChange(
                          c.key(), c.before(), c.after(), c.firstAfter(), c.firstAfter()))
              .toList(),
          incident.diagnosis());
    }
  }

  private static final class Fleet {
    final HeapLedger ledger = new HeapLedger();
    final HostConfig config = new HostConfig(new HeapHistory());
    final Incidents incidents =
        new Incidents(
            LateConfigLawTest::consultAll,
            ledger,
            new IncidentBounds(512 << 10, 32 << 10, 1_000, Duration.ofHours(20)));
    final Map<IncidentId, KernelIncident> published = new TreeMap<>();
    int revisions;

    void observe(ConfigSnapshot snapshot) {
      incidents
          .configCame(HOST, config.observe(snapshot).intervals(), config)
          .forEach(this::publish);
    }

    void occur(Occurrence occurrence) {
      incidents.add(occurrence, config).revisions().forEach(this::publish);
    }

    private void publish(KernelIncident revision) {
      KernelIncident before = published.put(revision.id(), revision);
      assertThat(revision.revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
      revisions++;
    }

    Map<IncidentId, Said> said() {
      Map<IncidentId, Said> all = new TreeMap<>();
      published.forEach((id, incident) -> all.put(id, Said.in(incident)));
      return all;
    }
  }

  @Property(tries = 2_000)
  void theNewestRevisionSaysWhatItWouldHadAllConfigBeenThereBefore(@ForAll long seed) {
    Random random = new Random(seed);
    List<Consumer<Fleet>> snapshots = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      ConfigSnapshot snapshot = snapshot(random);
      snapshots.add(fleet -> fleet.observe(snapshot));
    }
    List<Consumer<Fleet>> occurrences = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      Occurrence occurrence = occurrence(random.nextInt(HALF_HOURS), "f" + i);
      occurrences.add(fleet -> fleet.occur(occurrence));
    }

    Fleet known = new Fleet();
    snapshots.forEach(s -> s.accept(known));
    occurrences.forEach(o -> o.accept(known));
    Fleet late = new Fleet();
    List<Consumer<Fleet>> all = new ArrayList<>(snapshots);
    all.addAll(occurrences);
    Collections.shuffle(all, random);
    all.forEach(event -> event.accept(late));

    assertThat(late.said()).isEqualTo(known.said());
    int settled = late.revisions;
    snapshots.forEach(s -> s.accept(late));
    assertThat(late.revisions).as("a replay says nothing new").isEqualTo(settled);
  }

  private static ConfigSnapshot snapshot(Random random) {
    Section section = random.nextBoolean() ? Section.features("eth0") : Section.SYSCTL;
    Map<String, String> values = new TreeMap<>();
    for (String key : List.of("a", "b")) {
      if (random.nextInt(3) > 0) values.put(section + ":" + key, "" + random.nextInt(2));
    }
    Observation seen = new Observation(section, random.nextBoolean(), new TreeMap<>(values));
    Instant at = BOOTED.plus(Duration.ofMinutes(30L * random.nextInt(HALF_HOURS)));
    return new ConfigSnapshot(HOST, at, List.of(seen));
  }

  private static Occurrence occurrence(int halfHour, String function) {
    KernelTrace trace = Traces.of(Kind.OOPS_NULL_DEREF, function);
    TraceText text =
        new TraceText(
            HOST,
            new BootKey("boot"),
            Optional.empty(),
            List.of(at(seconds(halfHour * 1_800), trace.header() + " in " + function)),
            TraceText.Ending.SILENCE);
    return Occurrence.of(text, trace);
  }

  private static Diagnosis consultAll(KernelTrace trace, ConfigView config) {
    return new Diagnosis(List.of(), config.settings().keySet(), "0123456789abcdef");
  }
}

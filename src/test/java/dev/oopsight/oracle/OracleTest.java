package dev.oopsight.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RawText;
import dev.oopsight.wire.Formats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** It has nothing to say of a good run, and tells what was done to a bad one. */
class OracleTest {

  private static final Fleet FLEET = Fleet.of(1, List.of(Formats.values()), 3);

  @TempDir static Path dir;

  private static DrivenRun good;
  private static QuietRun quiet;

  @BeforeAll
  static void runOnce() {
    good = DrivenRun.of(FLEET, dir.resolve("good"), UnaryOperator.identity());
    quiet = QuietRun.over(good.input());
  }

  @Test
  void findsNothingInAGoodRun() {
    assertThat(quiet.traces()).isGreaterThanOrEqualTo(FLEET.traces());
    assertThat(quiet.lines().inIncidents()).isGreaterThan(3_000);
    assertThat(good.output().deadLetters()).hasSizeGreaterThan(10);
    assertThat(differences(good.output())).isEmpty();
  }

  /** The parts of an {@link Output}. */
  private enum Part {
    INCIDENTS,
    STATES,
    ECS,
    DEAD_LETTERS,
    KEPT_INCIDENTS,
    TALLIES,
    OCCURRENCES
  }

  @ParameterizedTest
  @EnumSource(names = {"INCIDENTS", "STATES", "ECS", "DEAD_LETTERS"})
  void missesARecordThatIsLost(Part part) {
    assertThat(differences(tampered(part, records -> records.remove(records.size() - 1))))
        .hasSizeBetween(1, 4);
  }

  @ParameterizedTest
  @EnumSource(names = {"INCIDENTS", "ECS", "DEAD_LETTERS"})
  void findsARecordThatIsThereTwice(Part part) {
    assertThat(differences(tampered(part, records -> records.add(records.get(0)))))
        .hasSizeBetween(1, 4);
  }

  @ParameterizedTest
  @EnumSource(names = {"KEPT_INCIDENTS", "OCCURRENCES"})
  void missesWhatIsNotKept(Part part) {
    assertThat(differences(tampered(part, List::clear))).isNotEmpty();
  }

  @Test
  void findsARevisionOutOfItsOrder() {
    List<Difference> differences =
        differences(tampered(Part.INCIDENTS, r -> r.add(0, r.remove(second(r)))));

    assertThat(differences)
        .anySatisfy(d -> assertThat(d.says()).contains("its revisions are [2, 1"));
  }

  /** Index of the first record of a second revision. */
  private static int second(List<ConsumerRecord<byte[], byte[]>> records) {
    for (int i = 0; i < records.size(); i++) {
      if (StoredFormat.KERNEL_INCIDENT.decode(records.get(i).value()).revision() == 2) return i;
    }
    throw new AssertionError("every incident has one revision");
  }

  @Test
  void namesHostAndIncidentAndTheLineThatIsLost() {
    DrivenRun run =
        DrivenRun.of(FLEET, dir.resolve("line"), i -> i.host().value().equals("kmsg") ? cut(i) : i);

    List<Difference> differences = differences(run.output());

    KernelIncident hurt =
        quiet.incidents().values().stream()
            .filter(i -> i.host().value().equals("kmsg"))
            .findFirst()
            .orElseThrow();
    String third = hurt.text().text().lines().skip(2).findFirst().orElseThrow();
    assertThat(differences)
        .contains(
            new Difference(
                "kmsg", hurt.id().toString(), '"' + third + '"', "line 3 of 2 of its text is \"\""))
        .allSatisfy(d -> assertThat(d.host()).isEqualTo("kmsg"));
  }

  private static KernelIncident cut(KernelIncident incident) {
    String[] lines = incident.text().text().split("\n", 3);
    return with(incident, incident.id(), lines[0] + "\n" + lines[1]);
  }

  @Test
  void findsIdsThatAreDrawn() {
    Random random = new Random(7);
    Map<IncidentId, IncidentId> drawn = new ConcurrentHashMap<>();
    DrivenRun run =
        DrivenRun.of(
            FLEET,
            dir.resolve("ids"),
            i ->
                with(
                    i,
                    drawn.computeIfAbsent(
                        i.id(), id -> new IncidentId(new UUID(random.nextLong(), 0))),
                    i.text().text()));

    assertThat(differences(run.output()))
        .extracting(Difference::says)
        .contains("it is missing", "there should be no such incident");
  }

  private static KernelIncident with(KernelIncident i, IncidentId id, String text) {
    return new KernelIncident(
        id,
        i.revision(),
        i.change(),
        i.host(),
        i.boot(),
        i.firstAt(),
        i.lastAt(),
        i.firstKernelTime(),
        i.printed(),
        i.suppressed(),
        i.trace(),
        new RawText(text, i.text().bytes()),
        i.source(),
        i.fingerprints(),
        i.configBasis(),
        i.config(),
        i.changedBefore(),
        i.diagnosis(),
        i.cuts());
  }

  private static List<Difference> differences(Output output) {
    return Oracle.differences(quiet, output, StoredFormat.KERNEL_INCIDENT::decode);
  }

  private static Output tampered(
      Part part, Consumer<List<ConsumerRecord<byte[], byte[]>>> tampering) {
    Output o = good.output();
    Map<Part, List<ConsumerRecord<byte[], byte[]>>> parts = new EnumMap<>(Part.class);
    parts.put(Part.INCIDENTS, o.incidents());
    parts.put(Part.STATES, o.states());
    parts.put(Part.ECS, o.ecs());
    parts.put(Part.DEAD_LETTERS, o.deadLetters());
    parts.put(Part.KEPT_INCIDENTS, o.keptIncidents());
    parts.put(Part.TALLIES, o.tallies());
    parts.put(Part.OCCURRENCES, o.occurrences());
    List<ConsumerRecord<byte[], byte[]>> changed = new ArrayList<>(parts.get(part));
    tampering.accept(changed);
    parts.put(part, changed);
    return new Output(
        parts.get(Part.INCIDENTS),
        parts.get(Part.STATES),
        parts.get(Part.ECS),
        parts.get(Part.DEAD_LETTERS),
        parts.get(Part.KEPT_INCIDENTS),
        parts.get(Part.TALLIES),
        parts.get(Part.OCCURRENCES));
  }
}

package dev.oopsight.incident;

import static dev.oopsight.log.Lines.BOOTED;
import static dev.oopsight.log.Lines.at;
import static dev.oopsight.log.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.config.ConfigView;
import dev.oopsight.config.HeapHistory;
import dev.oopsight.config.HostConfig;
import dev.oopsight.config.Observation;
import dev.oopsight.config.Section;
import dev.oopsight.config.Setting;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.incident.KernelIncident.Change;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IncidentsTest {

  private static final HostId WEB_1 = new HostId("web1");
  private static final String KEY = "sysctl:vm.min_free_kbytes";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final HeapLedger ledger = new HeapLedger();
  private final HostConfig config = new HostConfig(new HeapHistory());
  private final Incidents incidents =
      new Incidents(IncidentsTest::consultOneKey, ledger, IncidentBounds.DEFAULT);
  private final List<KernelIncident> published = new ArrayList<>();

  @Test
  void opensAnIncidentNamedAfterItsFirstOccurrence() {
    Occurrence first = occurrence(10, "f");
    add(first);

    KernelIncident incident = published.get(0);
    assertThat(incident.id()).isEqualTo(IncidentId.of(first.id()));
    assertThat(incident.revision()).isEqualTo(1);
    assertThat(incident.change()).isEqualTo(Change.OPENED);
    assertThat(incident.firstAt().at()).isEqualTo(BOOTED.plusSeconds(10));
  }

  @Test
  void countsAnOccurrenceOnceHoweverOftenItIsRead() {
    add(occurrence(10, "f"));
    add(occurrence(10, "f"));

    assertThat(published).hasSize(1);
    assertThat(tally("f").printed()).isEqualTo(1);
  }

  @Test
  void publishesCountsAtPowersOfTen() {
    for (int i = 0; i < 150; i++) add(occurrence(10 + i, "f"));

    assertThat(published).extracting(KernelIncident::printed).containsExactly(1L, 10L, 100L);
    assertThat(published).extracting(KernelIncident::revision).containsExactly(1, 2, 3);
    assertThat(published.get(2).change()).isEqualTo(Change.COUNTED);
    assertThat(published.get(2).lastAt().at()).isEqualTo(BOOTED.plusSeconds(109));
    assertThat(tally("f").printed()).isEqualTo(150);
  }

  @Test
  void aBoundLedgerFinishesAnIncidentWithAllThatWasCounted() {
    List<KernelIncident> finished = new ArrayList<>();
    HeapLedger bound = new HeapLedger(1 << 20, finished::add);
    Incidents counting = new Incidents(IncidentsTest::consultOneKey, bound, IncidentBounds.DEFAULT);
    for (int i = 0; i < 5; i++) counting.add(occurrence(10 + i, "f"), config);

    bound.finish();

    assertThat(finished).extracting(KernelIncident::printed).containsExactly(5L);
    assertThat(bound.incidents()).isEmpty();
  }

  @Test
  void publishesARunningIncidentAtLeastHourly() {
    for (int minute = 0; minute < 130; minute += 5) add(occurrence(minute * 60, "f"));

    assertThat(published)
        .extracting(i -> Duration.between(BOOTED, i.lastAt().at()).toMinutes())
        .containsExactly(0L, 45L, 105L);
  }

  @Test
  void opensAnotherIncidentAfterAGapOfMoreThanTenMinutes() {
    add(occurrence(0, "f"));
    add(occurrence(600, "f"));
    add(occurrence(1_201, "f"));

    assertThat(ledger.incidents()).extracting(KernelIncident::printed).containsExactly(2L, 1L);
  }

  @Test
  void publishesAndKeepsTheCountsOfAnIncidentThatAnotherFollows() {
    for (int i = 0; i < 12; i++) add(occurrence(10 + i, "f"));
    add(occurrence(10_000, "f"));
    add(occurrence(10_001, "f"));

    KernelIncident before = ledger.find(published.get(0).id()).orElseThrow();
    assertThat(before.printed()).isEqualTo(12);
    assertThat(before.lastAt().at()).isEqualTo(BOOTED.plusSeconds(21));
    assertThat(published).extracting(KernelIncident::printed).containsExactly(1L, 10L, 12L, 1L);
    assertThat(ledger.incidents()).extracting(KernelIncident::printed).containsExactly(12L, 2L);
  }

  @Test
  void keepsSitesApart() {
    add(occurrence(0, "f"));
    add(occurrence(1, "g"));

    assertThat(published).extracting(KernelIncident::revision).containsExactly(1, 1);
  }

  @Test
  void addsWhatTheKernelSuppressed() {
    add(occurrence(0, "f"));
    add(suppressing(59, 1, "f"));

    assertThat(tally("f").suppressed()).isEqualTo(59);
  }

  @Test
  void publishesSuppressedCountsAtPowersOfTen() {
    add(occurrence(0, "f"));
    for (int i = 0; i < 12; i++) add(suppressing(5, 1 + 3 * i, "f"));

    assertThat(published)
        .extracting(KernelIncident::printed, KernelIncident::suppressed)
        .containsExactly(tuple(1L, 0L), tuple(2L, 5L), tuple(3L, 10L), tuple(10L, 45L));
  }

  @Test
  void publishesTheLastCountsWhenItsHostSpeaksAnHourLater() {
    for (int i = 0; i < 5; i++) add(occurrence(60 * i, "f"));
    assertThat(published).hasSize(1);

    hear(BOOTED.plus(MINUTE.multipliedBy(59)));
    assertThat(published).hasSize(1);

    hear(BOOTED.plus(MINUTE.multipliedBy(60)));
    hear(BOOTED.plus(MINUTE.multipliedBy(240)));
    assertThat(published).hasSize(2);
    assertThat(published.get(1).printed()).isEqualTo(5);
    assertThat(published.get(1).change()).isEqualTo(Change.COUNTED);
  }

  @Test
  void aRevisionForLateConfigSaysAllThatWasCountedSoFar() {
    for (int i = 0; i < 7; i++) add(occurrence(60 * i, "f"));

    observe(BOOTED.minusSeconds(50), "1");

    assertThat(published.get(1).change()).isEqualTo(Change.CONFIG_ARRIVED);
    assertThat(published.get(1).printed()).isEqualTo(7);
    hear(BOOTED.plus(MINUTE.multipliedBy(240)));
    assertThat(published).as("nothing waits any more").hasSize(2);
  }

  @Test
  void showsTheConfigInForceWhenTheFirstLineWasPrintedNotWhenTheLastOneWas() {
    observe(BOOTED, "1");
    observe(BOOTED.plusSeconds(15), "2");
    TraceText lasting =
        text(List.of(at(seconds(10), header("f")), at(seconds(20), "its last line")));

    add(Occurrence.of(lasting, trace("f")));

    assertThat(published.get(0).configBasis()).isEqualTo(ConfigBasis.AS_OF);
    assertThat(published.get(0).config()).extracting(Setting::value).containsExactly("1");
  }

  @Test
  void revisesAnIncidentWhenConfigComesLateThatWasInForce() {
    add(occurrence(100, "f"));
    assertThat(published.get(0).configBasis()).isEqualTo(ConfigBasis.NONE);

    observe(BOOTED.plusSeconds(50), "1");

    assertThat(published).hasSize(2);
    assertThat(published.get(1).revision()).isEqualTo(2);
    assertThat(published.get(1).change()).isEqualTo(Change.CONFIG_ARRIVED);
    assertThat(published.get(1).config()).extracting(Setting::value).containsExactly("1");
  }

  @Test
  void doesNotReviseAnIncidentForConfigOfLater() {
    observe(BOOTED, "1");
    add(occurrence(100, "f"));

    observe(BOOTED.plusSeconds(101), "2");

    assertThat(published).hasSize(1);
  }

  @Test
  void showsWhatWasObservedWithinTheHourAfterAndTakesItForNoEvidence() {
    add(occurrence(100, "f"));

    observe(BOOTED.plusSeconds(100).plus(MINUTE), "1");
    observe(BOOTED.plusSeconds(100).plus(MINUTE.multipliedBy(2)), "2");

    assertThat(published).hasSize(2);
    KernelIncident revised = published.get(1);
    assertThat(revised.configBasis()).isEqualTo(ConfigBasis.OBSERVED_AFTER);
    assertThat(revised.config()).extracting(Setting::value).containsExactly("1");
    assertThat(revised.diagnosis().consulted()).isEmpty();
  }

  @Test
  void amendsAnIncidentWhenItsTraceIsCompleted() {
    add(cut("f"));
    add(whole("f"));
    add(cut("f"));
    add(whole("f"));

    assertThat(published).extracting(KernelIncident::revision).containsExactly(1, 2);
    KernelIncident amended = published.get(1);
    assertThat(amended.change()).isEqualTo(Change.AMENDED);
    assertThat(amended.id()).isEqualTo(published.get(0).id());
    assertThat(amended.text().text()).endsWith("its last line");
    assertThat(amended.printed()).isEqualTo(1);
    assertThat(ledger.incidents()).containsExactly(amended);
  }

  @Test
  void countsOnWhereTheWholeTraceBelongs() {
    add(Occurrence.of(cut("f").text(), trace("f")));
    add(Occurrence.of(whole("f").text(), trace("g")));
    add(occurrence(20, "g"));

    assertThat(ledger.incidents()).hasSize(1);
    assertThat(tally("g").printed()).isEqualTo(2);
    assertThat(ledger.tally(WEB_1, new BootKey("boot"), occurrence(0, "f").fingerprints().site()))
        .isEmpty();
  }

  @Test
  void revisesNothingForAnOccurrenceThatWasOnlyCounted() {
    add(occurrence(5, "f"));
    add(cut("f"));
    add(whole("f"));

    assertThat(published).hasSize(1);
    assertThat(tally("f").printed()).isEqualTo(2);
  }

  private static Occurrence cut(String function) {
    return Occurrence.of(text(List.of(at(seconds(10), header(function)))), trace(function));
  }

  private static Occurrence whole(String function) {
    return Occurrence.of(
        text(List.of(at(seconds(10), header(function)), at(seconds(11), "its last line"))),
        trace(function));
  }

  @Test
  void namesAnOccurrenceWhateverCarriedItAndHoweverItWasDamaged() {
    TraceText clean = text(List.of(at(seconds(1), "swapper: failure. mode:0x4020")));
    TraceText damaged = text(List.of(at(seconds(1), "swapper: failure.  mode:0\u00D74020")));

    assertThat(Anchor.of(damaged, "swapper: failure. mode:0x4020"))
        .isEqualTo(Anchor.of(clean, "swapper: failure. mode:0x4020"));
    assertThat(Anchor.of(clean, "swapper: failure. mode:0x4020").value().version()).isEqualTo(5);
  }

  private void add(Occurrence occurrence) {
    published.addAll(incidents.add(occurrence, config).revisions());
  }

  private void observe(Instant at, String value) {
    Observation seen = new Observation(Section.SYSCTL, true, new TreeMap<>(Map.of(KEY, value)));
    List<HostConfig.Interval> changed =
        config.observe(new ConfigSnapshot(WEB_1, at, List.of(seen))).intervals();
    published.addAll(incidents.configCame(WEB_1, changed, config));
  }

  private void hear(Instant at) {
    published.addAll(incidents.heard(WEB_1, at).revisions());
  }

  private static Occurrence suppressing(int count, int second, String function) {
    TraceText text =
        text(
            List.of(
                at(seconds(second), "warn_alloc: " + count + " callbacks suppressed"),
                at(seconds(second), header(function))));
    return Occurrence.of(text, trace(function));
  }

  private Tally tally(String function) {
    return ledger
        .tally(WEB_1, new BootKey("boot"), occurrence(0, function).fingerprints().site())
        .orElseThrow();
  }

  private static Occurrence occurrence(int second, String function) {
    return Occurrence.of(text(List.of(at(seconds(second), header(function)))), trace(function));
  }

  private static KernelTrace trace(String function) {
    return Traces.of(Kind.OOPS_NULL_DEREF, function);
  }

  private static String header(String function) {
    return trace(function).header() + " in " + function;
  }

  private static TraceText text(List<dev.oopsight.log.KernelLine> lines) {
    return new TraceText(
        WEB_1, new BootKey("boot"), Optional.empty(), lines, TraceText.Ending.SILENCE);
  }

  private static Diagnosis consultOneKey(KernelTrace trace, ConfigView config) {
    List<String> consulted = config.value(KEY).map(v -> List.of(KEY)).orElse(List.of());
    return new Diagnosis(List.of(), java.util.Set.copyOf(consulted), "0123456789abcdef");
  }
}

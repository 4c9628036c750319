package dev.oopsight.incident;

import static dev.oopsight.log.Lines.at;
import static dev.oopsight.log.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.HeapHistory;
import dev.oopsight.config.HostConfig;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import dev.oopsight.log.TraceText;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import dev.oopsight.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeapLedgerTest {

  private static final HostId WEB_1 = new HostId("web1");
  private static final int HOUR = 3_600;

  private final List<String> finished = new ArrayList<>();
  private final HeapLedger ledger =
      new HeapLedger(4L * bytes("f1"), i -> finished.add(i.trace().guilty().get().symbol()));
  private final Incidents incidents =
      new Incidents(
          (trace, config) -> new Diagnosis(List.of(), Set.of(), "0123456789abcdef"),
          ledger,
          IncidentBounds.DEFAULT);

  @Test
  void keepsWhatFits() {
    for (int i = 1; i <= 4; i++) add(i * HOUR, "f" + i);

    assertThat(finished).isEmpty();
  }

  @Test
  void finishesWhatNothingCanCountIntoAnyMore() {
    for (int i = 1; i <= 5; i++) add(i * HOUR, "f" + i);

    assertThat(finished).containsExactly("f1", "f2", "f3", "f4");
    assertThat(ledger.incidents()).hasSize(1);
  }

  @Test
  void keepsAnOldIncidentThatGoesOn() {
    add(0, "f1");
    for (int i = 2; i <= 4; i++) add(i * 60, "f" + i);
    add(500, "f1");
    add(1_000, "f5");

    assertThat(finished).containsExactly("f2", "f3", "f4");
    add(1_001, "f1");
    assertThat(
            incidents
                .add(occurrence(1_002, "f1"), config())
                .incident()
                .flatMap(incidents::newest)
                .map(KernelIncident::printed))
        .contains(4L);
  }

  @Test
  void finishesTheOldestWhereAllGoOn() {
    for (int i = 1; i <= 5; i++) add(i, "f" + i);

    assertThat(finished).containsExactly("f1", "f2");
    assertThat(incidents.add(occurrence(6, "f1"), config()).revisions()).isNotEmpty();
  }

  @Test
  void finishesTheRestInTheOrderInWhichItBegan() {
    for (int i = 1; i <= 5; i++) add(i, "f" + i);
    ledger.finish();

    assertThat(finished).containsExactly("f1", "f2", "f3", "f4", "f5");
    assertThat(ledger.incidents()).isEmpty();
  }

  private void add(int second, String function) {
    incidents.add(occurrence(second, function), config());
  }

  private static HostConfig config() {
    return new HostConfig(new HeapHistory());
  }

  private static Occurrence occurrence(int second, String function) {
    KernelTrace trace = Traces.of(Kind.OOPS_NULL_DEREF, function);
    return Occurrence.of(text(second, function), trace);
  }

  private static int bytes(String function) {
    return RawText.of(text(0, function)).bytes();
  }

  private static TraceText text(int second, String function) {
    return new TraceText(
        WEB_1,
        new BootKey("boot"),
        Optional.empty(),
        List.of(at(seconds(second), "BUG: it broke in " + function)),
        TraceText.Ending.SILENCE);
  }
}

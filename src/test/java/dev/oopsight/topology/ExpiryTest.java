package dev.oopsight.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.theory.Census;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The clock of {@link PipelineDriver} stands in 2030: all that these hosts say is years old. */
class ExpiryTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final Instant TEN_MINUTES_LATER = NOON.plusSeconds(700);
  private static final String BENIGN = "<6>[  800.000000] usb 1-1: new device";
  private static final Duration DAY = Duration.ofDays(1);
  private static final List<String> ALL_OF_A_HOST =
      Stores.OF_INCIDENTS.stream().filter(s -> !s.startsWith("config")).toList();
  private static final String OOM =
      """
      <4>[  100.000000] dd invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
      <3>[  100.000001] Out of memory: Killed process 7 (dd) total-vm:4kB, anon-rss:4kB
      """;

  private final PipelineDriver pipeline = new PipelineDriver();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void forgetsAnIncidentAndItsHostAfterItsRetention() {
    String id = pipeline.log("web1", NOON, OOM).fallSilent().onlyIncident().id().toString();
    assertThat(ALL_OF_A_HOST)
        .allSatisfy(store -> assertThat(pipeline.entries(store)).as(store).isPositive());
    pipeline.states();

    pipeline.pass(DAY.multipliedBy(89));
    assertThat(pipeline.states()).isEmpty();
    assertThat(pipeline.entries(Stores.INCIDENTS)).isOne();

    pipeline.pass(DAY.multipliedBy(2));
    assertThat(pipeline.states()).containsExactly(KeyValue.pair(id, null));
    assertThat(ALL_OF_A_HOST)
        .allSatisfy(store -> assertThat(pipeline.entries(store)).as(store).isZero());
    assertThat(pipeline.viewWithHosts().fleet().census(NOON, 1)).isEqualTo(Census.EMPTY);
    assertThat(pipeline.revisions()).isEmpty();
  }

  @Test
  void countsItsRetentionFromItsLastChange() {
    pipeline.log("web1", NOON, OOM).fallSilent().pass(DAY.multipliedBy(80));
    pipeline.config("web1", NOON.minusSeconds(60), "$ sysctl vm.swappiness\nvm.swappiness = 60");
    assertThat(pipeline.onlyIncident().revision()).isEqualTo(2);

    pipeline.pass(DAY.multipliedBy(80));
    assertThat(pipeline.entries(Stores.INCIDENTS)).isOne();

    pipeline.pass(DAY.multipliedBy(11));
    assertThat(pipeline.entries(Stores.INCIDENTS)).isZero();
  }

  @Test
  void aReplayIsNoChange() {
    pipeline.log("web1", NOON, OOM).log("web1", TEN_MINUTES_LATER, BENIGN).fallSilent();
    pipeline.pass(DAY.multipliedBy(80));
    pipeline.log("web1", NOON, OOM).fallSilent().pass(DAY.multipliedBy(11));

    assertThat(pipeline.entries(Stores.INCIDENTS)).isZero();
    assertThat(pipeline.entries(Stores.HOSTS)).as("it spoke").isOne();
  }

  @Test
  void opensAnIncidentAnewWhoseLinesComeOnceMoreAfterItExpired() {
    pipeline.log("web1", NOON, OOM).log("web1", TEN_MINUTES_LATER, BENIGN).fallSilent();
    pipeline.pass(DAY.multipliedBy(91));
    KernelIncident first = pipeline.onlyIncident();

    pipeline.log("web1", NOON, OOM).fallSilent();

    KernelIncident again = pipeline.onlyIncident();
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.revision()).isOne();
  }

  @Test
  void keepsTheConfigOfThenForItsHistory() {
    pipeline.config("web1", NOON, "$ sysctl vm.swappiness\nvm.swappiness = 60");

    pipeline.pass(DAY.multipliedBy(399));
    assertThat(pipeline.entries(Stores.CONFIG_VERSIONS)).isOne();
    assertThat(pipeline.entries(Stores.HOSTS)).isOne();

    pipeline.pass(DAY.multipliedBy(2)).pass(DAY);
    assertThat(List.of(Stores.CONFIG_VERSIONS, Stores.CONFIG_CONFIRMED, Stores.HOSTS))
        .allSatisfy(store -> assertThat(pipeline.entries(store)).as(store).isZero());
  }

  @Test
  void keepsTheConfigThatIsSeenAgainAndAgain() {
    for (int day = 0; day < 500; day += 20) {
      pipeline.config(
          "web1", NOON.plus(DAY.multipliedBy(day)), "$ sysctl vm.swappiness\nvm.swappiness = 60");
      pipeline.pass(DAY.multipliedBy(20));
    }

    assertThat(pipeline.entries(Stores.CONFIG_VERSIONS)).isBetween(1, 21);
    assertThat(pipeline.entries(Stores.HOSTS)).isOne();
  }

  @Test
  void forgetsTheBootsOfAHostThatNeverHadATrace() {
    pipeline.log("web1", NOON, "<4>[  100.000000] ata1: link is slow to respond").fallSilent();
    assertThat(pipeline.entries(Stores.BOOTS)).isOne();

    pipeline.pass(DAY.multipliedBy(91));
    assertThat(pipeline.entries(Stores.BOOTS)).isZero();
    assertThat(pipeline.entries(Stores.HOSTS)).isZero();
  }

  @Test
  void forgetsWhatWasLeftOpenOfAHostThatDied() {
    pipeline.log("web1", NOON, OOM);
    assertThat(pipeline.entries(Stores.OPEN_UNTIL)).isOne();

    pipeline.pass(ReadLines.FORGOTTEN).pass(ReadLines.FORGOTTEN);
    assertThat(pipeline.entries(Stores.OPEN_UNTIL)).isZero();
  }

  @Test
  void comesByEveryEntryAFewAtATime() {
    KeyValueStore<Bytes, byte[]> store =
        org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore("hosts").get();
    IntStream.range(0, 25).forEach(i -> store.put(Bytes.wrap(new byte[] {(byte) i}), new byte[1]));
    Rounds rounds = new Rounds(store);

    List<Integer> sizes = IntStream.range(0, 5).map(i -> rounds.next(10).size()).boxed().toList();

    assertThat(sizes).containsExactly(10, 10, 5, 0, 10);
  }
}

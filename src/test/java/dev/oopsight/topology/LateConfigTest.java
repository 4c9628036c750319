package dev.oopsight.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.Setting;
import dev.oopsight.config.SettingChange;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.KernelIncident.Change;
import dev.oopsight.incident.KernelIncident.ConfigBasis;
import dev.oopsight.siem.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Config that comes when the incident is there already, and what is told of its changes. */
class LateConfigTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String TRACE =
      """
      [%5d.000000] tcpflow: page allocation failure: order:1, mode:0xa20(GFP_ATOMIC)
      [%<5d.000001] CPU: 0 PID: 7 Comm: tcpflow Not tainted 6.1.0-25-amd64 #1  Debian 6.1.106-3
      [%<5d.000002] Call Trace:
      [%<5d.000003]  <IRQ>
      [%<5d.000004]  warn_alloc+0x151/0x170
      [%<5d.000005]  somenic_refill+0x2e8/0x6a0 [somenic]
      """;

  private final PipelineDriver pipeline = new PipelineDriver();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void revisesForWhatWasInForceAndSaysAllThatWasCounted() {
    for (int minute = 0; minute < 7; minute++) occur(minute);
    assertThat(pipeline.revisions()).hasSize(1);

    reserve(NOON.minus(HOUR), 11111);

    KernelIncident revised = only(pipeline.revisions());
    assertThat(revised.change()).isEqualTo(Change.CONFIG_ARRIVED);
    assertThat(revised.configBasis()).isEqualTo(ConfigBasis.AS_OF);
    assertThat(values(revised)).containsExactly("11111");
    assertThat(revised.printed()).isEqualTo(7);
  }

  @Test
  void leavesAnIncidentAloneThatBeganBeforeTheConfigWasInForce() {
    reserve(NOON.minus(HOUR), 11111);
    occur(0);
    assertThat(values(only(pipeline.revisions()))).containsExactly("11111");

    reserve(NOON.plusSeconds(1), 22222);
    assertThat(pipeline.revisions()).isEmpty();
  }

  @Test
  void revisesForAPartOfASectionThatComesLate() {
    all(NOON.minus(HOUR.multipliedBy(3)), 11111);
    occur(0);
    assertThat(values(only(pipeline.revisions()))).containsExactly("11111");

    reserve(NOON.minus(HOUR), 22222);
    assertThat(values(only(pipeline.revisions()))).containsExactly("22222");

    all(NOON.minusSeconds(60), 33333);
    assertThat(values(only(pipeline.revisions()))).containsExactly("33333");
  }

  @Test
  void aLateSnapshotHoldsOnlyUntilTheConfigIsSeenAsBefore() {
    all(NOON.minus(HOUR.multipliedBy(3)), 11111);
    all(NOON.minus(HOUR), 11111);
    occur(0);
    pipeline.revisions();

    all(NOON.minus(HOUR.multipliedBy(2)), 99999);

    KernelIncident revised = only(pipeline.revisions());
    assertThat(values(revised)).containsExactly("11111");
    assertThat(revised.config().get(0).since()).isEqualTo(NOON.minus(HOUR));
  }

  @Test
  void showsTheFirstSnapshotOfTheHourAfterWhicheverComesFirst() {
    occur(0);
    reserve(NOON.plusSeconds(3_000), 22222);
    reserve(NOON.plusSeconds(600), 11111);
    reserve(NOON.plusSeconds(3_601), 33333);

    List<KernelIncident> revisions = pipeline.revisions();
    assertThat(revisions)
        .extracting(KernelIncident::configBasis)
        .containsExactly(ConfigBasis.NONE, ConfigBasis.OBSERVED_AFTER, ConfigBasis.OBSERVED_AFTER);
    assertThat(values(revisions.get(2))).containsExactly("11111");
    assertThat(revisions.get(2).diagnosis().consulted()).as("no evidence").isEmpty();
  }

  @Test
  void tellsWhatChangedBeforeAndAmendsItWhenConfigOfThenComesLate() {
    all(NOON.minus(HOUR.multipliedBy(50)), 11111);
    all(NOON.minus(HOUR.multipliedBy(2)), 22222);
    occur(0);
    assertThat(only(pipeline.revisions()).changedBefore())
        .containsExactly(
            new SettingChange(
                "sysctl:vm.min_free_kbytes",
                Optional.of("11111"),
                Optional.of("22222"),
                NOON.minus(HOUR.multipliedBy(50)),
                NOON.minus(HOUR.multipliedBy(2))));

    all(NOON.minus(HOUR.multipliedBy(40)), 33333);

    KernelIncident revised = only(pipeline.revisions());
    assertThat(revised.change()).isEqualTo(KernelIncident.Change.CONFIG_ARRIVED);
    assertThat(values(revised)).as("in force as before").containsExactly("22222");
    assertThat(revised.changedBefore())
        .extracting(change -> change.before().orElse("") + " " + change.after().orElse(""))
        .containsExactly("33333 22222", "11111 33333");
  }

  @Test
  void tellsThatTheHostHadJustBeenBooted() {
    occur(0);

    KernelIncident incident = only(pipeline.revisions());
    assertThat(incident.bootedLately()).contains(incident.firstAt().at().minusSeconds(100));
    assertThat(PlainText.of(incident)).contains("Changed before", "the host was booted 2026-01-05");
  }

  @Test
  void showsNothingOfLaterThanAnHourAfter() {
    occur(0);
    reserve(NOON.plusSeconds(3_601), 11111);

    assertThat(only(pipeline.revisions()).configBasis()).isEqualTo(ConfigBasis.NONE);
  }

  @Test
  void marksAValueAsStaleADayAfterItWasLastSeenUntilALateSnapshotTellsOtherwise() {
    reserve(NOON.minus(HOUR.multipliedBy(30)), 11111);
    occur(0);
    assertThat(only(pipeline.revisions()).config().get(0).stale()).isTrue();

    reserve(NOON.minus(HOUR.multipliedBy(10)), 11111);

    KernelIncident revised = only(pipeline.revisions());
    assertThat(revised.config().get(0).stale()).isFalse();
    assertThat(revised.config().get(0).since()).isEqualTo(NOON.minus(HOUR.multipliedBy(30)));
  }

  @Test
  void publishesEachChangeOfASettingOnce() {
    all(NOON, 11495);
    all(NOON.plus(HOUR), 11495);
    all(NOON.plus(HOUR.multipliedBy(2)), 65536);
    all(NOON.plus(HOUR.multipliedBy(2)), 65536);
    all(NOON.plus(HOUR.multipliedBy(3)), 65536);

    assertThat(pipeline.changes())
        .containsExactly(
            KeyValue.pair(
                "web1",
                "sysctl:vm.min_free_kbytes 11495 -> 65536 between 2026-01-05T13:00:00Z and"
                    + " 2026-01-05T14:00:00Z, [] of 0"));
  }

  private void occur(int minute) {
    pipeline.log("web1", NOON.plusSeconds(60L * minute), TRACE.formatted(100 + 60 * minute));
    pipeline.fallSilent();
  }

  private void reserve(Instant at, int kilobytes) {
    pipeline.config("web1", at, "$ sysctl vm.min_free_kbytes\nvm.min_free_kbytes = " + kilobytes);
  }

  private void all(Instant at, int kilobytes) {
    pipeline.config(
        "web1",
        at,
        """
        {"sections":[{"name":"sysctl","full":true,"values":
          {"vm.min_free_kbytes":"%d","vm.swappiness":"60"}}]}
        """
            .formatted(kilobytes));
  }

  private static List<String> values(KernelIncident incident) {
    return incident.config().stream().map(Setting::value).toList();
  }

  private static KernelIncident only(List<KernelIncident> revisions) {
    assertThat(revisions).hasSize(1);
    return revisions.get(0);
  }
}

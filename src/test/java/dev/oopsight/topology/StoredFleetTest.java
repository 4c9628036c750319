package dev.oopsight.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.ConfigView;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Census;
import dev.oopsight.theory.Fleet;
import dev.oopsight.theory.Fleet.HostAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of all hosts, from the stores that the pipeline fills. */
class StoredFleetTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
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
  void findsTheIncidentsOfAPrintOnAllHosts() {
    for (String host : List.of("web3", "web1", "web2")) pipeline.log(host, NOON, OOM);
    List<KernelIncident> incidents = pipeline.fallSilent().revisions();
    Fleet fleet = pipeline.fleet();

    assertThat(incidents).hasSize(3);
    for (var print :
        List.of(
            incidents.get(0).fingerprints().site(), incidents.get(0).fingerprints().mechanism())) {
      assertThat(fleet.appearances(print))
          .containsExactlyInAnyOrderElementsOf(incidents.stream().map(Appearance::of).toList());
    }
    List<String> told = new ArrayList<>();
    for (Fingerprint.Level level : Fingerprint.Level.values()) {
      pipeline
          .view()
          .eachAppearance(
              level, (print, appearance) -> told.add(print.level() + " " + appearance.host()));
    }
    assertThat(told)
        .containsExactly(
            "MECHANISM web1",
            "MECHANISM web2",
            "MECHANISM web3",
            "SITE web1",
            "SITE web2",
            "SITE web3");
    assertThat(fleet.hostCount()).isEqualTo(3);
  }

  @Test
  void countsTheHostsOnTheHeapAsTheStoreHasThem() {
    for (String host : List.of("web3", "web1", "web2")) pipeline.log(host, NOON, OOM);
    pipeline.config("db1", NOON, "$ sysctl vm.swappiness\nvm.swappiness = 60").fallSilent();

    Census counted = pipeline.viewWithHosts().fleet().census(NOON, 10);

    assertThat(counted.hosts()).isEqualTo(4);
    assertThat(counted.silent().get(0).host().value()).isEqualTo("db1");
    assertThat(counted.begun()).isEqualTo(new Census.Begun(3, 0));
    assertThat(counted).isEqualTo(pipeline.fleet().census(NOON, 10));
  }

  @Test
  void keepsOneRowOfAnIncidentHoweverOftenItIsRevised() {
    KernelIncident first = pipeline.log("web1", NOON, OOM).fallSilent().onlyIncident();
    pipeline.config("web1", NOON.minusSeconds(60), "$ sysctl vm.swappiness\nvm.swappiness = 60");
    KernelIncident second = pipeline.onlyIncident();

    assertThat(second.revision()).isEqualTo(2);
    assertThat(pipeline.fleet().appearances(first.fingerprints().site()))
        .containsExactly(Appearance.of(second));
  }

  @Test
  void picksTheSameHostsEachTimeAndNoMoreThanAskedFor() {
    for (int i = 0; i < 20; i++) {
      pipeline.config("h" + i, NOON, "$ sysctl vm.swappiness\nvm.swappiness = " + i);
    }
    Fleet fleet = pipeline.fleet();

    List<HostId> five = fleet.pickOutside(5, Set.of());

    assertThat(five).hasSize(5).isEqualTo(fleet.pickOutside(5, Set.of()));
    assertThat(fleet.pickOutside(9, Set.of())).as("the first of a draw stay").containsAll(five);
    assertThat(fleet.pickOutside(30, Set.copyOf(five)))
        .hasSize(15)
        .doesNotContainAnyElementsOf(five);
    assertThat(fleet.pickAmong(2, Set.copyOf(five)))
        .as("a draw of a draw")
        .isEqualTo(fleet.pickOutside(2, Set.of()));
    HostAt then = new HostAt(new HostId("h7"), NOON);
    HostAt before = new HostAt(new HostId("h7"), NOON.minusSeconds(1));
    HostAt never = new HostAt(new HostId("h99"), NOON);
    Map<HostAt, ConfigView> values = fleet.values(List.of(then, before, never));
    assertThat(values.get(then).value("sysctl:vm.swappiness")).contains("7");
    assertThat(values.get(before).settings()).isEmpty();
    assertThat(values).doesNotContainKey(never);
    assertThat(fleet.properties(List.of(then), Set.of("sysctl:vm.swappiness")))
        .isEqualTo(fleet.values(List.of(then)));
    assertThat(fleet.properties(List.of(then), Set.of()).get(then).settings())
        .as("not needed by whoever asks for no setting")
        .isEmpty();
  }
}

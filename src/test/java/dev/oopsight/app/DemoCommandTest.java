package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.SampleFleet;
import dev.oopsight.log.HostId;
import dev.oopsight.query.SeedIncident;
import dev.oopsight.trace.Kind;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

  private final FakeParts parts = new FakeParts();

  @Test
  void replaysTheFleetAndPrintsItsIncidentsOldestFirst() {
    parts.known.incident(
        SeedIncident.with(
            new HostId("a-host"),
            new UUID(0, 2),
            SeedIncident.BEGAN.plusSeconds(60),
            Kind.OOM_KILL));
    parts.known.incident(SeedIncident.onWeb1()).host("quiet");

    Ran ran = Ran.of(parts, "demo", "--once");

    assertThat(ran.exitCode()).isZero();
    assertThat(parts.sent).hasSameSizeAs(SampleFleet.records());
    assertThat(ran.out())
        .isEqualTo(
            """
            page allocation failure in tg3_alloc_rx_skb

            page allocation failure in tg3_alloc_rx_skb
            """);
    assertThat(parts.closed).isTrue();
  }

  @Test
  void failsWhereTheReplayLedToNothing() {
    Ran ran = Ran.of(parts, "demo", "--once");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("led to no incident");
    assertThat(parts.closed).isTrue();
  }

  @Test
  void staysUpAndSaysWhereToLook() {
    Ran ran = Ran.of(parts, "demo", "--port", "8099", "--kafka-port", "9099");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).contains("http://localhost:8099", "localhost:9099");
    assertThat(ran.out()).isEmpty();
    assertThat(parts.closed).isTrue();
  }
}

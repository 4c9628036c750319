package dev.oopsight.theory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.log.HostId;
import dev.oopsight.trace.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CensusTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final Instant LAST_WEEK = NOON.minus(Duration.ofDays(7));
  private static final int MOST = 3;

  @Test
  void ofPartsIsThatOfTheWhole() {
    List<Row> rows = new ArrayList<>();
    List<Census.Heard> hosts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      HostId host = new HostId("web" + i);
      hosts.add(new Census.Heard(host, i % 7 == 0 ? Optional.empty() : Optional.of(at(-i * 600L))));
      Kind kind = i % 3 == 0 ? Kind.LINK_DOWN : Kind.PAGE_ALLOCATION_FAILURE;
      rows.add(new Row(print(i % 4), appearance(i, host, kind, at(-i * 86_400L))));
      rows.add(new Row(print(i % 5), appearance(100 + i, host, kind, at(-i * 7_000L))));
    }

    Census parts = Census.EMPTY;
    for (int part = 0; part < 4; part++) {
      int which = part;
      parts =
          parts.and(
              count(
                  hosts.stream().filter(h -> in(which, h.host())).toList(),
                  rows.stream().filter(r -> in(which, r.appearance.host())).toList()),
              MOST);
    }
    Census whole = count(hosts, rows);

    assertThat(parts)
        .usingRecursiveComparison()
        .ignoringCollectionOrderInFields("prints")
        .isEqualTo(whole);
    assertThat(parts.prints()).hasSize(5);
    assertThat(parts.begun()).isEqualTo(new Census.Begun(26, 14));
    assertThat(parts.newest()).hasSize(MOST);
  }

  @Test
  void countsAHostAsSilentThatWasNotHeardWithinAnHourOfTheNewestLine() {
    Census census =
        count(
            List.of(
                new Census.Heard(new HostId("web1"), Optional.of(at(0))),
                new Census.Heard(new HostId("web2"), Optional.of(at(-3_600))),
                new Census.Heard(new HostId("web3"), Optional.of(at(-3_661))),
                new Census.Heard(new HostId("web4"), Optional.empty())),
            List.of());

    assertThat(census.silentFor(Duration.ofHours(1))).isEqualTo(2);
    assertThat(census.silent().stream().map(heard -> heard.host().value()))
        .containsExactly("web4", "web3", "web2");
    assertThat(Census.EMPTY.silentFor(Duration.ofHours(1))).isZero();
  }

  @Test
  void keepsThePrintsOnTheMostHostsAndTheNewest() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rows.add(
          new Row(
              print(1),
              appearance(i, new HostId("web" + i), Kind.PAGE_ALLOCATION_FAILURE, at(-900))));
    }
    rows.add(
        new Row(
            print(2), appearance(10, new HostId("web1"), Kind.PAGE_ALLOCATION_FAILURE, at(-500))));
    rows.add(
        new Row(
            print(3), appearance(11, new HostId("web1"), Kind.PAGE_ALLOCATION_FAILURE, at(-100))));

    Census census = count(List.of(), rows).shortened(1);

    assertThat(census.prints().stream().map(PrintSummary::print))
        .containsExactly(print(1), print(3));
  }

  private record Row(Fingerprint print, Appearance appearance) {}

  private static Census count(List<Census.Heard> hosts, List<Row> rows) {
    return Census.of(
        hosts.stream(),
        each -> rows.forEach(row -> each.accept(row.print, row.appearance)),
        LAST_WEEK,
        MOST);
  }

  private static boolean in(int part, HostId host) {
    return Math.floorMod(host.hashCode(), 4) == part;
  }

  private static Instant at(long seconds) {
    return NOON.plusSeconds(seconds);
  }

  private static Fingerprint print(int number) {
    return Fingerprint.of("site-1-%016x".formatted(number));
  }

  private static Appearance appearance(int id, HostId host, Kind kind, Instant at) {
    return new Appearance(
        new IncidentId(new UUID(1, id)),
        host,
        kind,
        "title",
        at,
        at,
        1,
        id,
        Stream.of("6.1.0", "6.8.0").skip(id % 3).findFirst(),
        Optional.empty(),
        List.of());
  }
}

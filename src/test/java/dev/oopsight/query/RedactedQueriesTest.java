package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.redaction.Redaction.What;
import dev.oopsight.theory.Census;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RedactedQueriesTest {

  private static final Redaction ALL =
      Redaction.of(EnumSet.allOf(What.class), "a key of this site");
  private static final HostId WEB1 = new HostId("web1");
  private static final HostId PUBLISHED = ALL.host(WEB1);

  private final KnownIncidents known =
      new KnownIncidents()
          .incident(SeedIncident.onWeb1())
          .host("db1")
          .setting("sysctl:kernel.hostname", "web1", SeedIncident.BEGAN);
  private final IncidentQueries queries = new RedactedQueries(known, ALL);

  @Test
  void listHostsUnderTheirPublishedNames() {
    Page<HostSummary> first = value(queries.hosts(Optional.empty(), 1));
    Page<HostSummary> second = value(queries.hosts(Optional.of(first.items().get(0).host()), 1));

    assertThat(first.items())
        .extracting(HostSummary::host)
        .containsExactly(ALL.host(new HostId("db1")));
    assertThat(second.items()).extracting(HostSummary::host).containsExactly(PUBLISHED);
    assertThat(second.items().toString()).doesNotContain("web1", "swapper");
  }

  @Test
  void answerUnderEitherNameAndTellTheOther() {
    for (HostId name : new HostId[] {PUBLISHED, WEB1}) {
      assertThat(value(queries.host(name)).host()).isEqualTo(PUBLISHED);
      assertThat(value(queries.config(name, SeedIncident.BEGAN)).settings())
          .hasValueSatisfying(
              new org.assertj.core.api.Condition<>(
                  setting -> setting.value().equals(PUBLISHED.value()), "the published name"));
      Page<KernelIncident> incidents =
          value(
              queries.incidents(
                  name,
                  new IncidentFilter(
                      Optional.empty(), Optional.empty(), Optional.empty(), 10, Optional.empty())));
      assertThat(incidents.items().toString()).doesNotContain("web1", "swapper", "8044b1b7");
    }
  }

  @Test
  void tellTheFleetAtAGlanceWithoutNames() {
    Census census =
        value(queries.ofFleet(fleet -> Answer.found(fleet.census(SeedIncident.BEGAN, 10))));

    assertThat(census.silent()).extracting(Census.Heard::host).contains(PUBLISHED);
    assertThat(census.prints()).hasSize(1);
    assertThat(census.toString()).doesNotContain("web1", "db1", "swapper");
  }

  @Test
  void answerAnIncidentByItsIdWithoutNames() {
    KernelIncident incident =
        value(queries.incident(SeedIncident.onWeb1().id(), OptionalInt.empty()));

    assertThat(incident.id()).isEqualTo(SeedIncident.onWeb1().id());
    assertThat(incident.host()).isEqualTo(PUBLISHED);
  }

  private static <T> T value(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Found.class);
    return ((Answer.Found<T>) answer).value();
  }
}

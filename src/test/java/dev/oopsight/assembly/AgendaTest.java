package dev.oopsight.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AgendaTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Agenda agenda = new Agenda();
  private final Window window = window("web1");
  private final Window other = window("web2");

  @Test
  void asksWhatWasStirredOnce() {
    agenda.stirred(window);
    agenda.stirred(window);

    assertThat(agenda.due(NOW)).containsExactly(window);
    assertThat(agenda.due(NOW)).isEmpty();
  }

  @Test
  void asksNobodyBeforeItsTime() {
    agenda.plan(window, NOW.plusMillis(40));
    agenda.plan(other, NOW.plusSeconds(2));

    assertThat(agenda.due(NOW.plusMillis(39))).isEmpty();
    assertThat(agenda.due(NOW.plusMillis(40))).containsExactly(window);
    assertThat(agenda.due(NOW.plusSeconds(2))).containsExactly(other);
  }

  @Test
  void asksAtTheEarlierOfTwoTimes() {
    agenda.plan(window, NOW.plusSeconds(2));
    agenda.plan(window, NOW.plusMillis(40));

    assertThat(agenda.due(NOW.plusMillis(40))).containsExactly(window);
    assertThat(agenda.due(NOW.plusSeconds(2))).isEmpty();
  }

  @Test
  void forgets() {
    agenda.stirred(window);
    agenda.plan(other, NOW);
    agenda.forget(window);
    agenda.forget(other);

    assertThat(agenda.due(NOW)).isEmpty();
  }

  private static Window window(String host) {
    return new Window(
        new HostBoot(HostId.of(host).orElseThrow(), BootKey.startedAt(NOW)),
        AssemblyBounds.DEFAULT,
        false);
  }
}

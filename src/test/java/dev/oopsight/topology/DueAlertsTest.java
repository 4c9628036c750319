package dev.oopsight.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class DueAlertsTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  private final DueAlerts due = new DueAlerts();

  @Test
  void tellsThoseThatAreDueOnceInTheirOrderAndNoOthers() {
    due.plan(alert(1), NOON.plusSeconds(2));
    due.plan(alert(2), NOON.plusSeconds(1));
    due.plan(alert(3), NOON.plusSeconds(3));

    assertThat(due.take(NOON)).isEmpty();
    assertThat(due.take(NOON.plusSeconds(2))).containsExactly(alert(2), alert(1));
    assertThat(due.take(NOON.plusSeconds(2))).isEmpty();
    assertThat(due.take(NOON.plusSeconds(3))).containsExactly(alert(3));
  }

  @Test
  void tellsOneAtTheEarliestMomentThatWasPlanned() {
    due.plan(alert(1), NOON.plusSeconds(5));
    due.plan(alert(1), NOON.plusSeconds(9));
    due.plan(alert(2), NOON.plusSeconds(9));
    due.plan(alert(2), NOON.plusSeconds(5));

    assertThat(due.take(NOON.plusSeconds(5))).containsExactlyInAnyOrder(alert(1), alert(2));
    assertThat(due.take(NOON.plusSeconds(9))).isEmpty();
  }

  private static Bytes alert(int number) {
    return Bytes.wrap(new byte[] {(byte) number});
  }
}

package dev.oopsight.siem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of every encoding. */
class SiemFormatTest {

  @ParameterizedTest
  @EnumSource
  void isOneLineTheSameForTheSameIncident(SiemFormat format) {
    assertThat(CaseIncidents.all())
        .allSatisfy(
            incident -> {
              String line = format.encode(incident);
              assertThat(line).isNotBlank().doesNotContain("\n", "\r", "\0");
              assertThat(format.encode(incident)).isEqualTo(line);
            });
  }

  @Test
  void readsAListOfThem() {
    assertThat(SiemFormat.list(" ecs ")).contains(Set.of(SiemFormat.ECS));
    assertThat(SiemFormat.list("")).contains(Set.of());
    assertThat(SiemFormat.list("ecs,xml")).isEmpty();
    assertThat(SiemFormat.list("ecs,")).isEmpty();
  }
}

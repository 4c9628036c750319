package dev.oopsight.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.ConfigChange;
import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.config.SectionVersion;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RecordFiller;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.KernelTrace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes into a generated class comes out again, field by field. */
class MappersTest {

  @ParameterizedTest
  @MethodSource("details")
  void bringsBackEveryFieldOfAnIncident(Class<? extends Detail> detail) {
    KernelIncident incident = RecordFiller.full(detail).make(KernelIncident.class);

    assertThat(KernelIncidentMapper.toDomain(KernelIncidentMapper.toAvro(incident)))
        .isEqualTo(incident);
  }

  @ParameterizedTest
  @MethodSource("details")
  void bringsBackAnIncidentOfWhichNothingOptionalIsKnown(Class<? extends Detail> detail) {
    KernelIncident incident = RecordFiller.bare(detail).make(KernelIncident.class);

    assertThat(KernelIncidentMapper.toDomain(KernelIncidentMapper.toAvro(incident)))
        .isEqualTo(incident);
  }

  @ParameterizedTest
  @MethodSource("details")
  void bringsBackEveryFieldOfATrace(Class<? extends Detail> detail) {
    for (RecordFiller filler : List.of(RecordFiller.full(detail), RecordFiller.bare(detail))) {
      KernelTrace trace = filler.make(KernelTrace.class);

      assertThat(KernelTraceMapper.toDomain(KernelTraceMapper.toAvro(trace))).isEqualTo(trace);
    }
  }

  @Test
  void bringsBackEveryFieldOfAConfigSnapshot() {
    for (RecordFiller filler : bothFillers()) {
      ConfigSnapshot snapshot = filler.make(ConfigSnapshot.class);

      assertThat(ConfigSnapshotMapper.toDomain(ConfigSnapshotMapper.toAvro(snapshot)))
          .isEqualTo(snapshot);
    }
  }

  @Test
  void bringsBackEveryFieldOfAConfigChange() {
    for (RecordFiller filler : bothFillers()) {
      ConfigChange change = filler.make(ConfigChange.class);

      assertThat(ConfigChangeMapper.toDomain(ConfigChangeMapper.toAvro(change))).isEqualTo(change);
    }
  }

  @Test
  void bringsBackEveryFieldOfASectionVersion() {
    for (RecordFiller filler : bothFillers()) {
      SectionVersion version = filler.make(SectionVersion.class);

      assertThat(SectionVersionMapper.toDomain(SectionVersionMapper.toAvro(version)))
          .isEqualTo(version);
    }
  }

  static List<Class<? extends Detail>> details() {
    return RecordFiller.details();
  }

  private static List<RecordFiller> bothFillers() {
    return List.of(RecordFiller.full(Detail.None.class), RecordFiller.bare(Detail.None.class));
  }
}

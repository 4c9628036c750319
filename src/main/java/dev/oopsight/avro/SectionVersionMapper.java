package dev.oopsight.avro;

import dev.oopsight.config.SectionVersion;

/** {@code internal/SectionVersion.avsc}. */
final class SectionVersionMapper {

  private SectionVersionMapper() {}

  static dev.oopsight.avro.generated.SectionVersion toAvro(SectionVersion version) {
    return new dev.oopsight.avro.generated.SectionVersion(
        Micros.fit(version.validFrom()), ConfigSnapshotMapper.toAvro(version.observation()));
  }

  static SectionVersion toDomain(dev.oopsight.avro.generated.SectionVersion version) {
    return new SectionVersion(
        version.getValidFrom(), ConfigSnapshotMapper.toDomain(version.getObservation()));
  }
}

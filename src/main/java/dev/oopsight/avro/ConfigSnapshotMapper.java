package dev.oopsight.avro;

import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.config.Observation;
import dev.oopsight.config.Section;
import dev.oopsight.log.HostId;
import java.util.TreeMap;

/** {@code ConfigSnapshot.avsc}. */
final class ConfigSnapshotMapper {

  private ConfigSnapshotMapper() {}

  static dev.oopsight.avro.generated.ConfigSnapshot toAvro(ConfigSnapshot snapshot) {
    return new dev.oopsight.avro.generated.ConfigSnapshot(
        snapshot.host().value(),
        Micros.fit(snapshot.collectedAt()),
        snapshot.observations().stream().map(ConfigSnapshotMapper::toAvro).toList());
  }

  static ConfigSnapshot toDomain(dev.oopsight.avro.generated.ConfigSnapshot snapshot) {
    return new ConfigSnapshot(
        new HostId(snapshot.getHost()),
        snapshot.getCollectedAt(),
        snapshot.getObservations().stream().map(ConfigSnapshotMapper::toDomain).toList());
  }

  static dev.oopsight.avro.generated.Observation toAvro(Observation observation) {
    return new dev.oopsight.avro.generated.Observation(
        observation.section().name(), observation.full(), observation.values());
  }

  static Observation toDomain(dev.oopsight.avro.generated.Observation observation) {
    return new Observation(
        new Section(observation.getSection()),
        observation.getFull(),
        new TreeMap<>(observation.getValues()));
  }
}

package dev.oopsight.avro;

import static dev.oopsight.avro.Absence.optional;
import static dev.oopsight.avro.Absence.orNull;

import dev.oopsight.config.ConfigChange;
import dev.oopsight.log.HostId;
import java.util.function.Function;

/** {@code ConfigChange.avsc}. */
final class ConfigChangeMapper {

  private ConfigChangeMapper() {}

  static dev.oopsight.avro.generated.ConfigChange toAvro(ConfigChange change) {
    return new dev.oopsight.avro.generated.ConfigChange(
        change.host().value(),
        change.key(),
        orNull(change.before(), Function.identity()),
        orNull(change.after(), Function.identity()),
        Micros.fit(change.lastBefore()),
        Micros.fit(change.firstAfter()),
        change.together(),
        change.togetherCount());
  }

  static ConfigChange toDomain(dev.oopsight.avro.generated.ConfigChange change) {
    return new ConfigChange(
        new HostId(change.getHost()),
        change.getKey(),
        optional(change.getBefore(), Function.identity()),
        optional(change.getAfter(), Function.identity()),
        change.getLastBefore(),
        change.getFirstAfter(),
        change.getTogether(),
        change.getTogetherCount());
  }
}

package dev.oopsight.avro;

import static dev.oopsight.avro.Absence.optional;
import static dev.oopsight.avro.Absence.orNull;

import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.log.HostId;
import dev.oopsight.trace.Kind;
import java.util.UUID;
import java.util.function.Function;

/** {@code internal/Appearance.avsc}. */
final class AppearanceMapper {

  private AppearanceMapper() {}

  static dev.oopsight.avro.generated.Appearance toAvro(Appearance appearance) {
    return new dev.oopsight.avro.generated.Appearance(
        appearance.incident().toString(),
        appearance.host().value(),
        appearance.kind().id(),
        appearance.title(),
        Micros.fit(appearance.firstAt()),
        Micros.fit(appearance.lastAt()),
        appearance.printed(),
        appearance.suppressed(),
        orNull(appearance.kernel(), Function.identity()),
        orNull(appearance.hardware(), Function.identity()),
        appearance.blamed());
  }

  static Appearance toDomain(dev.oopsight.avro.generated.Appearance appearance) {
    return new Appearance(
        new IncidentId(UUID.fromString(appearance.getIncident())),
        new HostId(appearance.getHost()),
        Names.read(Kind.class, appearance.getKind()),
        appearance.getTitle(),
        appearance.getFirstAt(),
        appearance.getLastAt(),
        appearance.getPrinted(),
        appearance.getSuppressed(),
        optional(appearance.getKernel(), Function.identity()),
        optional(appearance.getHardware(), Function.identity()),
        appearance.getBlamed());
  }
}

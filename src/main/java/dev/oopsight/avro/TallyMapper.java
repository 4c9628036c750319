package dev.oopsight.avro;

import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.Tally;
import dev.oopsight.log.EventTime;
import java.util.UUID;

/** {@code internal/Tally.avsc}. */
final class TallyMapper {

  private TallyMapper() {}

  static dev.oopsight.avro.generated.Tally toAvro(Tally tally) {
    return new dev.oopsight.avro.generated.Tally(
        tally.incident().toString(),
        tally.printed(),
        tally.suppressed(),
        Micros.fit(tally.lastAt().at()),
        tally.lastAt().quality().name(),
        Micros.fit(tally.publishedAt()),
        tally.waiting());
  }

  static Tally toDomain(dev.oopsight.avro.generated.Tally tally) {
    return new Tally(
        new IncidentId(UUID.fromString(tally.getIncident())),
        tally.getPrinted(),
        tally.getSuppressed(),
        new EventTime(tally.getLastAt(), EventTime.Quality.valueOf(tally.getLastQuality())),
        tally.getPublishedAt(),
        tally.getWaiting());
  }
}

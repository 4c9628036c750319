package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.diagnosis.Severity;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * How an alert goes on.
 *
 * @param opened the incident that opened it
 * @param newest its newest incident
 * @param since when the first occurrence began
 * @param lastAt when the newest occurrence that was published began
 * @param site of its incidents
 * @param mechanism of its incidents
 * @param told the severity under which it was published as firing; empty where it is not
 */
record OpenAlert(
    IncidentId opened,
    IncidentId newest,
    Instant since,
    Instant lastAt,
    Fingerprint site,
    Fingerprint mechanism,
    Optional<Severity> told) {

  private static final byte FORMAT = 1;
  private static final String NOT_TOLD = "-";

  static OpenAlert of(KernelIncident incident) {
    return new OpenAlert(
        incident.id(),
        incident.id(),
        incident.firstAt().at(),
        incident.lastAt().at(),
        incident.fingerprints().site(),
        incident.fingerprints().mechanism(),
        Optional.empty());
  }

  /** The same with a revision of its newest incident, or of a newer one. */
  OpenAlert and(KernelIncident revision) {
    Instant at = revision.lastAt().at();
    Instant last = at.isAfter(lastAt) ? at : lastAt;
    return new OpenAlert(opened, revision.id(), since, last, site, mechanism, told);
  }

  OpenAlert lastSeen(Instant at) {
    return new OpenAlert(opened, newest, since, at, site, mechanism, told);
  }

  OpenAlert telling(Optional<Severity> severity) {
    return new OpenAlert(opened, newest, since, lastAt, site, mechanism, severity);
  }

  /**
   * {@link Written}, both UUIDs, both times in milliseconds since 1970, and, with blanks between,
   * both prints and the severity.
   */
  byte[] encode(long nowMillis) {
    String words = site + " " + mechanism + " " + told.map(Severity::id).orElse(NOT_TOLD);
    byte[] text = words.getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(Written.LENGTH + 6 * Long.BYTES + text.length);
    Written.begin(bytes, FORMAT, nowMillis);
    put(bytes, opened);
    put(bytes, newest);
    return bytes.putLong(since.toEpochMilli()).putLong(lastAt.toEpochMilli()).put(text).array();
  }

  static OpenAlert decode(byte[] stored) {
    ByteBuffer bytes = Written.body(stored, FORMAT, "an alert");
    IncidentId opened = id(bytes);
    IncidentId newest = id(bytes);
    Instant since = Instant.ofEpochMilli(bytes.getLong());
    Instant lastAt = Instant.ofEpochMilli(bytes.getLong());
    List<String> words = List.of(UTF_8.decode(bytes).toString().split(" ", 3));
    return new OpenAlert(
        opened,
        newest,
        since,
        lastAt,
        Fingerprint.of(words.get(0)),
        Fingerprint.of(words.get(1)),
        Optional.of(words.get(2))
            .filter(severity -> !severity.equals(NOT_TOLD))
            .map(severity -> Severity.valueOf(severity.toUpperCase(Locale.ROOT))));
  }

  private static void put(ByteBuffer bytes, IncidentId id) {
    UUID uuid = id.value();
    bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
  }

  private static IncidentId id(ByteBuffer bytes) {
    return new IncidentId(new UUID(bytes.getLong(), bytes.getLong()));
  }
}

package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.config.Section;
import dev.oopsight.config.SectionVersion;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.OccurrenceId;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the stores, so made that their order is the order we ask in: names end with a zero byte,
 * which no name holds, and times are big-endian microseconds since 1970 with the sign turned, so
 * that earlier sorts first.
 */
final class Keys {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

  private Keys() {}

  static Bytes host(HostId host) {
    return new Keys().name(host.value()).done();
  }

  static Bytes section(HostId host, Section section) {
    return new Keys().name(host.value()).name(section.name()).done();
  }

  /** Before every version that is valid from that moment on. */
  static Bytes version(HostId host, Section section, Instant validFrom) {
    return new Keys().name(host.value()).name(section.name()).moment(validFrom).done();
  }

  static Bytes version(HostId host, SectionVersion version) {
    return new Keys()
        .name(host.value())
        .name(version.observation().section().name())
        .moment(version.validFrom())
        .number(version.print())
        .done();
  }

  static Bytes incident(IncidentId id) {
    return new Keys().uuid(id.value()).done();
  }

  static Bytes begun(HostId host, Instant at) {
    return new Keys().name(host.value()).moment(at).done();
  }

  static Bytes begun(HostId host, Instant at, IncidentId id) {
    return new Keys().name(host.value()).moment(at).uuid(id.value()).done();
  }

  static Bytes site(HostId host, BootKey boot, Fingerprint site) {
    return new Keys().name(host.value()).name(boot.value()).name(site.toString()).done();
  }

  static Bytes alert(HostId host, Fingerprint site) {
    return new Keys().name(host.value()).name(site.toString()).done();
  }

  /** Before every appearance of that print. */
  static Bytes print(Fingerprint print) {
    return new Keys().name(print.toString()).done();
  }

  /** Before every appearance of any print of that level. */
  static Bytes prints(Fingerprint.Level level) {
    return Bytes.wrap((level.name().toLowerCase(Locale.ROOT) + "-").getBytes(UTF_8));
  }

  static Bytes appearance(Fingerprint print, HostId host, IncidentId id) {
    return new Keys().name(print.toString()).name(host.value()).uuid(id.value()).done();
  }

  /** The print at the beginning of an {@link #appearance} key. */
  static Fingerprint printOf(Bytes key) {
    return Fingerprint.of(new String(key.get(), 0, indexOfZero(key.get(), 0), UTF_8));
  }

  static Bytes occurrence(HostId host, OccurrenceId id) {
    return new Keys().name(host.value()).uuid(id.value()).done();
  }

  /** The id at the end of a {@link #begun} key. */
  static IncidentId incidentAtEnd(Bytes key) {
    ByteBuffer end = ByteBuffer.wrap(key.get(), key.get().length - 16, 16);
    return new IncidentId(new UUID(end.getLong(), end.getLong()));
  }

  /** The section in the middle of a {@link #version} key. */
  static Section sectionOf(Bytes key) {
    byte[] all = key.get();
    int from = indexOfZero(all, 0) + 1;
    return new Section(new String(all, from, indexOfZero(all, from) - from, UTF_8));
  }

  /** The first name of a key. */
  static HostId hostOf(Bytes key) {
    return new HostId(new String(key.get(), 0, indexOfZero(key.get(), 0), UTF_8));
  }

  /** The first key behind every key that begins with this one; its last byte is not the highest. */
  static Bytes endOf(Bytes prefix) {
    byte[] end = prefix.get().clone();
    end[end.length - 1]++;
    return Bytes.wrap(end);
  }

  private static int indexOfZero(byte[] bytes, int from) {
    int i = from;
    while (bytes[i] != 0) i++;
    return i;
  }

  private Keys name(String name) {
    bytes.writeBytes(name.getBytes(UTF_8));
    bytes.write(0);
    return this;
  }

  private Keys moment(Instant at) {
    return number(micros(at) ^ Long.MIN_VALUE);
  }

  private Keys uuid(UUID uuid) {
    return number(uuid.getMostSignificantBits()).number(uuid.getLeastSignificantBits());
  }

  private Keys number(long number) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return this;
  }

  private Bytes done() {
    return Bytes.wrap(bytes.toByteArray());
  }

  /** Moments too far away to be counted in microseconds stand for the first and the last. */
  private static long micros(Instant at) {
    if (at.equals(Instant.MAX)) return Long.MAX_VALUE;
    if (at.equals(Instant.MIN)) return Long.MIN_VALUE;
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}

package dev.oopsight.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.config.Observation;
import dev.oopsight.log.HostId;
import dev.oopsight.parse.Parsed;
import dev.oopsight.parse.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads one record of a host's config: the output of commands as they print it, or the collector's
 * JSON.
 *
 * <pre>{@code
 * # sysctl vm.min_free_kbytes
 * vm.min_free_kbytes = 11495
 * # ethtool -k eth0
 * Features for eth0:
 * tcp-segmentation-offload: on
 *
 * {"host":"web1","collected_at":"2026-11-23T00:00:00Z","sections":[
 *   {"name":"sysctl","full":true,"values":{"vm.min_free_kbytes":"11495"}}]}
 * }</pre>
 *
 * <p>Shape: {@link CommandOutput} says which outputs are known, {@link CollectorJson} what the JSON
 * is. The host is the record's host-id header, else the document's, else the record's key; the time
 * is the document's, else the record's. Errors: none are thrown; what is neither is refused.
 */
public final class ConfigReader {

  private final int recordBytes;
  private final ConfigBounds bounds;
  private int valuesCut;

  public ConfigReader() {
    this(Bounds.DEFAULT, ConfigBounds.DEFAULT);
  }

  /** A reader that refuses larger records and snapshots. */
  public ConfigReader(Bounds input, ConfigBounds bounds) {
    this.recordBytes = input.recordBytes();
    this.bounds = bounds;
  }

  /** How many values of the record that was read last were cut. */
  public int valuesCut() {
    return valuesCut;
  }

  /** Reads a whole record. */
  public Parsed<ConfigSnapshot> read(byte[] value, Origin origin) {
    valuesCut = 0;
    int length = value.length;
    if (Bytes.isBlank(value, 0, length)) return refused(Reason.EMPTY, value);
    if (length > recordBytes) return refused(Reason.TOO_LARGE, value);
    boolean binary = new ControlBytes().makeBinary(value, 0, length);
    if (RegistryFrame.begins(value, 0, length, binary)) {
      return refused(Reason.REGISTRY_FRAME, value);
    }
    if (binary) return refused(Reason.BINARY, value);
    int first = 0;
    while (Bytes.isBlank(value, first, first + 1)) first++;
    return value[first] == '{' ? json(value, origin) : text(value, origin);
  }

  private Parsed<ConfigSnapshot> json(byte[] value, Origin origin) {
    return CollectorJson.read(value, bounds)
        .fold(
            accepted -> {
              CollectorJson.Document document = accepted.value();
              Instant time = document.collectedAt().orElse(origin.recordTime());
              return snapshot(value, origin, document.host(), time, document.observations());
            },
            rejected -> rejected.as());
  }

  private Parsed<ConfigSnapshot> text(byte[] value, Origin origin) {
    List<Observation> observations = CommandOutput.read(new String(value, UTF_8), bounds);
    if (observations.isEmpty()) return refused(Reason.UNKNOWN_CONFIG, value);
    return snapshot(value, origin, Optional.empty(), origin.recordTime(), observations);
  }

  private Parsed<ConfigSnapshot> snapshot(
      byte[] value,
      Origin origin,
      Optional<String> said,
      Instant time,
      List<Observation> observations) {
    int tooLong = bounds.tooLong(observations);
    List<Observation> bounded = tooLong == 0 ? observations : bounds.cut(observations);
    if (bounds.exceeded(bounded)) return refused(Reason.TOO_LARGE, value);
    Optional<String> name = text(origin.hostHeader()).or(() -> said).or(() -> text(origin.key()));
    if (name.isEmpty()) return refused(Reason.NO_HOST, value);
    return HostId.of(name.get())
        .map(
            host -> {
              valuesCut = tooLong;
              return Parsed.accepted(new ConfigSnapshot(host, time, bounded));
            })
        .orElseGet(() -> refused(Reason.BAD_HOST, value));
  }

  private static Optional<String> text(byte[] bytes) {
    return Optional.ofNullable(bytes).map(b -> new String(b, UTF_8));
  }

  private static Parsed<ConfigSnapshot> refused(Reason reason, byte[] value) {
    return Parsed.rejected(reason, 0, Bytes.excerpt(value, 0, value.length));
  }
}

package dev.oopsight.assembly;

import dev.oopsight.log.EventTime;
import dev.oopsight.log.EventTime.Quality;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.KernelTime;
import dev.oopsight.log.LineView;
import dev.oopsight.log.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers what matters of one record: the lines that pass the {@link Gate}, by host, with their
 * times settled. One object a reader, filled anew for each record.
 *
 * <p>A line without a wall clock of its own takes the record's. Where a record holds many such
 * lines, a dump of the ring buffer, only the last of them was printed about then; the others lie
 * before it by the kernel's clock.
 */
public final class Intake {

  /**
   * A stamp further ahead of its record than this is not believed. No one's to choose: ids are made
   * of the boot, and a boot is told by the time of its lines.
   */
  static final Duration AHEAD = Duration.ofMinutes(5);

  private static final EventTime UPTIME = new EventTime(Instant.EPOCH, Quality.UPTIME);

  private final Gate gate;
  private final Map<String, List<KernelLine>> passed = new LinkedHashMap<>();
  private final Map<String, Long> newestMicros = new LinkedHashMap<>();
  private Arrival arrival;
  private EventTime receipt = UPTIME;
  private Optional<Source.Position> position = Optional.empty();

  public Intake(Gate gate) {
    this.gate = gate;
  }

  /** How a record came; asked only when a line of it passes, for most records not at all. */
  public interface Arrival {

    /** The record's timestamp; set back to the clock where it lies ahead of it. */
    Instant recordTime();

    /** Now. */
    Instant clock();

    /** Where the record lies. */
    Source.Position position();
  }

  /** Begins a record. */
  public void begin(Arrival recordArrival) {
    clear();
    arrival = recordArrival;
  }

  /** Begins a piece of a file, whose lines have no time but what they print. */
  public void begin() {
    clear();
    arrival = null;
    receipt = UPTIME;
    position = Optional.empty();
  }

  private void clear() {
    if (passed.isEmpty()) return;
    passed.clear();
    newestMicros.clear();
  }

  private void arrived() {
    Instant recordTime = arrival.recordTime();
    Instant clock = arrival.clock();
    receipt =
        recordTime.isAfter(clock)
            ? new EventTime(clock, Quality.CLAMPED_TO_CLOCK)
            : new EventTime(recordTime, Quality.RECEIPT);
    position = Optional.of(arrival.position());
  }

  /** Takes a line of the record; tells whether it passed. */
  public boolean offer(String host, LineView line) {
    boolean passes = gate.passes(host, line);
    if (passes) pass(host, line);
    if (arrival != null && line.kernelMicros >= 0 && !passed.isEmpty()) {
      newestMicros.merge(host, line.kernelMicros, Math::max);
    }
    return passes;
  }

  private void pass(String host, LineView line) {
    if (arrival != null && passed.isEmpty()) arrived();
    EventTime unstamped = arrival == null ? uptime(line) : receipt;
    passed.computeIfAbsent(host, h -> new ArrayList<>()).add(line.toLine(unstamped, position));
  }

  /**
   * Takes a line that a process wrote into the kernel's buffer: where lines pass, its place in the
   * sequence does, so that it is not thought lost.
   */
  public void aside(String host, LineView line) {
    if (!gate.isOpen(host, line)) return;
    line.level = (int) LineView.UNKNOWN;
    line.to = line.from;
    pass(host, line);
  }

  /** Whether a line of a file passes only by what itself says, not for what stands before it. */
  public boolean skims() {
    return gate.isShut();
  }

  /**
   * The first place in text of many lines, whose carrier tells no level, at which one may pass;
   * else {@code to}.
   */
  public int quietUntil(byte[] bytes, int from, int to) {
    return gate.quietUntil(bytes, from, to);
  }

  /** What passed of the record, by the name each line gave for its host, in the record's order. */
  public Map<String, List<KernelLine>> passed() {
    if (arrival == null) return new LinkedHashMap<>(passed);
    if (passed.isEmpty()) return Map.of();
    Map<String, List<KernelLine>> settled = new LinkedHashMap<>();
    passed.forEach((host, lines) -> settled.put(host, settle(lines, newestMicros.get(host))));
    return settled;
  }

  private List<KernelLine> settle(List<KernelLine> lines, Long newest) {
    return lines.stream().map(line -> line.at(timeOf(line, newest))).toList();
  }

  private EventTime timeOf(KernelLine line, Long newest) {
    EventTime time = line.time();
    if (time.quality() == Quality.JOURNAL || time.quality() == Quality.SHIPPER) {
      return time.at().isAfter(receipt.at().plus(AHEAD))
          ? new EventTime(receipt.at(), Quality.CLAMPED_TO_RECORD)
          : time;
    }
    long micros = line.kernelTime().map(KernelTime::micros).orElse(LineView.UNKNOWN);
    if (micros < 0 || newest == null || micros >= newest) return receipt;
    return new EventTime(receipt.at().minus(newest - micros, ChronoUnit.MICROS), Quality.KERNEL);
  }

  private static EventTime uptime(LineView line) {
    if (line.kernelMicros < 0) return UPTIME;
    return new EventTime(Instant.EPOCH.plus(line.kernelMicros, ChronoUnit.MICROS), Quality.UPTIME);
  }
}

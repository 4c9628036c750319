package dev.oopsight.oracle;

import dev.oopsight.assembly.Gate;
import dev.oopsight.assembly.Intake;
import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.config.HeapHistory;
import dev.oopsight.config.HostConfig;
import dev.oopsight.grammar.LineShapes;
import dev.oopsight.incident.HeapPipeline;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.LineView;
import dev.oopsight.log.Source;
import dev.oopsight.parse.Parsed;
import dev.oopsight.parse.Reason;
import dev.oopsight.topology.PipelineSettings;
import dev.oopsight.wire.ConfigReader;
import dev.oopsight.wire.LineSink;
import dev.oopsight.wire.LogReader;
import dev.oopsight.wire.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What comes out where nothing happens but the input: all config is known before the first line,
 * each host's lines come once, in order, from one partition, and no clock runs until the last is
 * read.
 */
public final class QuietRun {

  /** The partition that all lines seem to come from. */
  private static final String IN_ORDER = "in-order";

  private static final PipelineSettings.Limits LIMITS = PipelineSettings.DEFAULT.limits();

  /** Later than every record. */
  private static final Instant CLOCK = Instant.ofEpochSecond(1L << 33);

  /**
   * A piece of input that is refused.
   *
   * @param at the record
   * @param from index of its first byte in that record
   */
  public record Refusal(Source.Position at, int from, Reason reason) {}

  /** What became of lines, counted. */
  public static final class Lines {
    private long inIncidents;
    private long strays;
    private long left;
    private long notOurs;

    /** Lines of the kernel that an incident tells of. */
    public long inIncidents() {
      return inIncidents;
    }

    @Override
    public String toString() {
      return "%d lines in incidents, %d that could have been but belong to no trace, %d benign ones, %d of no kernel"
          .formatted(inIncidents, strays, left, notOurs);
    }
  }

  private final Input input;
  private final Map<HostId, HeapPipeline> hosts = new TreeMap<>();
  private final Map<HostId, HostConfig> configs = new HashMap<>();
  private final Map<Source.Position, Long> places = new HashMap<>();
  private final Map<Long, Source.Position> positions = new HashMap<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final Lines lines = new Lines();

  private QuietRun(Input input) {
    this.input = input;
  }

  /** Reads all of it. */
  public static QuietRun over(Input input) {
    QuietRun run = new QuietRun(input);
    input.configs().forEach(run::config);
    run.logs();
    return run;
  }

  /** The newest revision of each incident. */
  Map<IncidentId, KernelIncident> incidents() {
    Map<IncidentId, KernelIncident> all = new TreeMap<>();
    hosts.values().forEach(host -> host.newest().forEach(i -> all.put(i.id(), i)));
    return all;
  }

  /** Every occurrence. */
  List<HeapPipeline.Placed> occurrences() {
    return hosts.values().stream().flatMap(host -> host.occurrences().stream()).toList();
  }

  /** What is refused, in the order in which it was read. */
  List<Refusal> refusals() {
    return refusals;
  }

  /** How many traces were told. */
  public int traces() {
    return occurrences().size();
  }

  /** What became of the lines. */
  public Lines lines() {
    return lines;
  }

  /** A name for all copies of a record; empty for one that is no input. */
  Optional<Long> placeOf(Optional<Source.Position> position) {
    return position.map(p -> p.topic().equals(IN_ORDER) ? Long.valueOf(p.offset()) : places.get(p));
  }

  /** Where a line of this run really lay, the first copy. */
  String whereabouts(KernelLine line) {
    return line.source()
        .position()
        .map(p -> whereabouts(positions.get(p.offset())))
        .orElse(Difference.NONE);
  }

  static String whereabouts(Source.Position at) {
    return "%s-%d@%d".formatted(at.topic(), at.partition(), at.offset());
  }

  private void config(ConsumerRecord<byte[], byte[]> record) {
    Parsed<ConfigSnapshot> parsed =
        new ConfigReader(LIMITS.input(), LIMITS.config()).read(value(record), origin(record));
    if (parsed instanceof Parsed.Rejected<ConfigSnapshot> no) {
      refusals.add(new Refusal(position(record), no.offset(), no.reason()));
      return;
    }
    ConfigSnapshot seen = parsed.toOptional().orElseThrow();
    HostId host = resolve(seen.host().value());
    configOf(host).observe(new ConfigSnapshot(host, seen.collectedAt(), seen.observations()));
  }

  private HostId resolve(String name) {
    return new HostId(input.aliases().getOrDefault(name, name));
  }

  private HostConfig configOf(HostId host) {
    return configs.computeIfAbsent(host, h -> new HostConfig(new HeapHistory()));
  }

  private void logs() {
    Reading reading = new Reading();
    long place = 0;
    for (List<ConsumerRecord<byte[], byte[]>> copies : input.logsInOrder()) {
      positions.put(place, position(copies.get(0)));
      for (ConsumerRecord<byte[], byte[]> copy : copies) places.put(position(copy), place);
      reading.read(copies.get(0), place);
      for (ConsumerRecord<byte[], byte[]> copy : copies.subList(1, copies.size())) {
        reading.refusalsOf(copy);
      }
      place++;
    }
    hosts.values().forEach(HeapPipeline::fallSilent);
    for (HeapPipeline.Placed placed : occurrences()) {
      lines.inIncidents += placed.occurrence().text().lines().size();
    }
    lines.strays = reading.passed - lines.inIncidents;
  }

  /** Lines of the log records, on their way to their hosts. */
  private final class Reading implements LineSink, Intake.Arrival {

    private final LogReader reader = new LogReader(LIMITS.input());
    private final Intake intake = new Intake(new Gate(new LineShapes(), LIMITS.assembly()));
    private ConsumerRecord<byte[], byte[]> record;
    private boolean isCopy;
    private long place;
    private long passed;

    void read(ConsumerRecord<byte[], byte[]> next, long itsPlace) {
      isCopy = false;
      record = next;
      place = itsPlace;
      intake.begin(this);
      readLines(next);
      intake
          .passed()
          .forEach(
              (name, kernelLines) -> {
                HostId host = resolve(name);
                hosts
                    .computeIfAbsent(host, h -> new HeapPipeline(h, configOf(h)))
                    .take(kernelLines);
              });
    }

    @Override
    public Instant recordTime() {
      return Instant.ofEpochMilli(record.timestamp());
    }

    @Override
    public Instant clock() {
      return CLOCK;
    }

    @Override
    public Source.Position position() {
      return new Source.Position(IN_ORDER, 0, place);
    }

    void refusalsOf(ConsumerRecord<byte[], byte[]> copy) {
      isCopy = true;
      readLines(copy);
    }

    private void readLines(ConsumerRecord<byte[], byte[]> next) {
      record = next;
      byte[] value = value(next);
      reader.read(value, 0, value.length, origin(next), this);
    }

    @Override
    public void line(LineView line) {
      if (isCopy) return;
      if (intake.offer(line.host, line)) passed++;
      else lines.left++;
    }

    @Override
    public void notOurs() {
      if (!isCopy) lines.notOurs++;
    }

    @Override
    public void aside(LineView line) {
      if (!isCopy) intake.aside(line.host, line);
    }

    @Override
    public void refused(Reason reason, int from, int to, String excerpt) {
      refusals.add(new Refusal(QuietRun.position(record), from, reason));
    }
  }

  private static Origin origin(ConsumerRecord<byte[], byte[]> record) {
    Header host = record.headers().lastHeader("host-id");
    return Origin.in(PipelineSettings.DEFAULT.inputZone())
        .record(host == null ? null : host.value(), record.key(), record.timestamp());
  }

  private static byte[] value(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null ? new byte[0] : record.value();
  }

  private static Source.Position position(ConsumerRecord<byte[], byte[]> record) {
    return new Source.Position(record.topic(), record.partition(), record.offset());
  }
}

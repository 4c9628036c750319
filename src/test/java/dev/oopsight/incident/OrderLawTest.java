package dev.oopsight.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.oopsight.cases.CaseFile;
import dev.oopsight.cases.CaseLines;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.KernelTime;
import dev.oopsight.log.Source;
import dev.oopsight.wire.Formats;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.groups.Tuple;

/**
 * The order in which lines arrive, how often, and over which partitions does not matter. A story is
 * two traces of one host, one second apart.
 *
 * <p>The stories are the same ones each time. Where lines of one partition come out of order, half
 * of a trace may have gone out before that shows, and stays an incident of its own: one story in
 * thousands, which the README names among the limits.
 */
class OrderLawTest {

  private static final String SEED = "2010";

  private static final List<CaseFile> CASES = CaseFile.all();
  private static final long SECOND = 1_000_000;

  @Property(tries = 400, seed = SEED)
  void scatteredLinesGiveTheIncidentsOfThoseInOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int within,
      @ForAll @IntRange(min = 1, max = 8) int partitions,
      @ForAll boolean numbered) {
    Random random = new Random(seed);
    List<List<KernelLine>> records = records(story(random, numbered), numbered);

    assertThat(run(scattered(records, within, partitions, random)))
        .isEqualTo(run(inOrder(records)));
  }

  @Property(tries = 200, seed = SEED)
  void repeatedRecordsChangeNothing(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int within,
      @ForAll boolean numbered) {
    Random random = new Random(seed);
    List<List<KernelLine>> records = records(story(random, numbered), numbered);
    List<List<KernelLine>> repeated = new ArrayList<>();
    for (List<KernelLine> record : records) {
      repeated.add(record);
      while (random.nextInt(3) == 0) repeated.add(record);
    }

    assertThat(run(scattered(repeated, within, 8, random))).isEqualTo(run(inOrder(records)));
  }

  @Property(tries = 200, seed = SEED)
  void aReplayOfTheWholeChangesNothing(@ForAll long seed, @ForAll boolean numbered) {
    Random random = new Random(seed);
    List<List<KernelLine>> records = records(story(random, numbered), numbered);
    HeapPipeline pipeline = new HeapPipeline();
    inOrder(records).forEach(pipeline::take);
    if (random.nextBoolean()) pipeline.fallSilent();
    HeapPipeline once = new HeapPipeline();
    inOrder(records).forEach(once::take);
    once.fallSilent();
    inOrder(records).forEach(pipeline::take);
    pipeline.fallSilent();

    assertThat(pipeline.incidents()).isEqualTo(once.incidents());
    assertThat(pipeline.revisions())
        .extracting(KernelIncident::id, KernelIncident::revision, KernelIncident::change)
        .isEqualTo(told(once));
  }

  private static List<Tuple> told(HeapPipeline pipeline) {
    return pipeline.revisions().stream().map(r -> tuple(r.id(), r.revision(), r.change())).toList();
  }

  private static Map<IncidentId, Essence> run(List<List<KernelLine>> records) {
    HeapPipeline pipeline = new HeapPipeline();
    records.forEach(pipeline::take);
    return pipeline.fallSilent().incidents();
  }

  private static List<KernelLine> story(Random random, boolean numbered) {
    List<KernelLine> lines = new ArrayList<>();
    long micros = 50 * SECOND + random.nextInt(1_000_000);
    for (int trace = 0; trace < 2; trace++) {
      List<Formats.Line> read = CaseLines.of(CASES.get(random.nextInt(CASES.size())), "web1");
      long shift = micros - read.get(0).kernelMicros();
      for (Formats.Line line : read) {
        micros = line.kernelMicros() + shift;
        lines.add(
            line(line, micros, numbered ? OptionalLong.of(lines.size()) : OptionalLong.empty()));
      }
      micros += random.nextInt((int) SECOND);
    }
    return lines;
  }

  private static KernelLine line(Formats.Line line, long micros, OptionalLong sequence) {
    return new KernelLine(
        Optional.empty(),
        OptionalInt.of(line.level()),
        sequence,
        Optional.of(new KernelTime(micros)),
        new EventTime(
            Formats.RECEIVED.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS),
            EventTime.Quality.RECEIPT),
        line.caller(),
        Source.ofFile("kmsg"),
        line.text());
  }

  /** A line a record; without numbers, only a record can tell the order of one moment's lines. */
  private static List<List<KernelLine>> records(List<KernelLine> lines, boolean numbered) {
    if (numbered) return lines.stream().map(List::of).toList();
    Map<KernelTime, List<KernelLine>> moments = new LinkedHashMap<>();
    for (KernelLine line : lines) {
      moments.computeIfAbsent(line.kernelTime().orElseThrow(), t -> new ArrayList<>()).add(line);
    }
    return List.copyOf(moments.values());
  }

  private static List<List<KernelLine>> inOrder(List<List<KernelLine>> records) {
    return scattered(records, 1, 1, new Random(0));
  }

  private record Sent(double key, List<KernelLine> record) {}

  /** No record is further from its place than that. */
  private static List<List<KernelLine>> scattered(
      List<List<KernelLine>> records, int within, int partitions, Random random) {
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      int partition = random.nextInt(partitions);
      Source source =
          new Source("kmsg", Optional.of(new Source.Position("kernel.log", partition, i)));
      sent.add(
          new Sent(
              i + within * random.nextDouble(),
              records.get(i).stream().map(l -> from(source, l)).toList()));
    }
    sent.sort(Comparator.comparingDouble(Sent::key));
    return sent.stream().map(Sent::record).toList();
  }

  private static KernelLine from(Source source, KernelLine line) {
    return new KernelLine(
        line.bootId(),
        line.level(),
        line.sequence(),
        line.kernelTime(),
        line.time(),
        line.caller(),
        source,
        line.text());
  }
}

package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.cases.CaseFile;
import dev.oopsight.cases.CaseLines;
import dev.oopsight.incident.Essence;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.Caller;
import dev.oopsight.wire.Formats;
import dev.oopsight.wire.Formats.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What must not matter: who carried the lines, in how many records, and what else was printed. */
class PipelineLawsTest {

  private static final CaseFile SEED = CaseFile.named("page-allocation/seed-clean");
  private static final CaseFile OOPS = CaseFile.named("oops/null-read-6.12");

  private static final int ONE_IN = 8;

  private static PipelineDriver allCases;

  @BeforeAll
  static void open() {
    allCases = new PipelineDriver();
  }

  @AfterAll
  static void close() {
    allCases.close();
  }

  static Stream<CaseFile> cases() {
    return CaseFile.all().stream();
  }

  /**
   * A record for each line costs most, so each case takes some format in eight that way; and a
   * pipeline takes a while to begin, so one reads all cases, each from hosts of its own.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void everyFormatInOneRecordOrManyGivesTheSameIncidents(CaseFile c) {
    String name = c.name().replaceAll("[^A-Za-z0-9]+", "-");
    for (Formats format : Formats.values()) {
      sendPacked(allCases, format, CaseLines.of(c, name + host(format, "packed")));
      String each = host(format, "each");
      if ((c.name() + each).hashCode() % ONE_IN != 0) continue;
      sendEach(allCases, format, CaseLines.of(c, name + each));
    }
    Map<String, List<Essence>> byHost = essences(allCases.fallSilent().incidents());

    List<Essence> expected = byHost.get(name + host(Formats.KMSG, "packed"));
    assertThat(expected).isNotEmpty();
    byHost.forEach((host, incidents) -> assertThat(incidents).as(host).isEqualTo(expected));
    // An empty message without any prefix is an empty record: there is no telling them apart.
    assertThat(allCases.deadLetters())
        .allSatisfy(letter -> assertThat(new String(letter.value(), UTF_8)).isBlank());
  }

  @ParameterizedTest
  @EnumSource(Formats.class)
  void twoHostsWhoseLinesAlternateAreKeptApart(Formats format) {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      List<Formats.Line> one = CaseLines.of(SEED, "web1");
      List<Formats.Line> other = CaseLines.of(OOPS, "web2");
      sendEach(pipeline, format, one);
      sendEach(pipeline, format, other);
      Map<String, List<Essence>> apart = essences(pipeline.fallSilent().incidents());
      assertThat(apart).containsOnlyKeys("web1", "web2");

      sendEach(pipeline, format, alternating(renamed(one, "web3"), renamed(other, "web4")));
      Map<String, List<Essence>> mixed = essences(pipeline.fallSilent().incidents());

      assertThat(mixed.get("web3")).isEqualTo(apart.get("web1"));
      assertThat(mixed.get("web4")).isEqualTo(apart.get("web2"));
    }
  }

  @ParameterizedTest
  @EnumSource(Formats.class)
  void twoCallersWhoseLinesAlternateAreKeptApart(Formats format) {
    if (!format.carries(Fact.CALLER)) return;
    try (PipelineDriver pipeline = new PipelineDriver()) {
      List<Formats.Line> one = by("T7", CaseLines.of(SEED, "web1"));
      List<Formats.Line> other = by("C1", atTheTimeOf(one, CaseLines.of(OOPS, "web1")));
      sendEach(pipeline, format, renamed(one, "alone1"));
      sendEach(pipeline, format, renamed(other, "alone2"));
      Map<String, List<Essence>> apart = essences(pipeline.fallSilent().incidents());

      sendEach(pipeline, format, alternating(one, other));
      Map<String, List<Essence>> mixed = essences(pipeline.fallSilent().incidents());

      assertThat(mixed.get("web1"))
          .containsExactlyInAnyOrder(apart.get("alone1").get(0), apart.get("alone2").get(0));
    }
  }

  @ParameterizedTest
  @EnumSource(Formats.class)
  void linesOutOfOrderGiveTheSameIncidentsWhereTheFormatTellsTheirOrder(Formats format) {
    if (!format.carries(Fact.KERNEL_TIME) || !format.carries(Fact.LEVEL)) return;
    try (PipelineDriver pipeline = new PipelineDriver()) {
      List<Formats.Line> lines = CaseLines.of(OOPS, "web1");
      sendEach(pipeline, format, lines);
      Map<String, List<Essence>> inOrder = essences(pipeline.fallSilent().incidents());

      List<Formats.Line> shuffled = new ArrayList<>(renamed(lines, "web2"));
      Collections.shuffle(shuffled, new Random(7));
      sendEach(pipeline, format, shuffled);
      sendEach(pipeline, format, shuffled);
      Map<String, List<Essence>> scattered = essences(pipeline.fallSilent().incidents());

      assertThat(scattered.get("web2")).isEqualTo(inOrder.get("web1"));
    }
  }

  private static void sendEach(PipelineDriver pipeline, Formats format, List<Formats.Line> lines) {
    for (Formats.Line line : lines) {
      for (byte[] record : format.records(List.of(line))) {
        pipeline.log(line.host(), line.time(), record);
      }
    }
  }

  private static void sendPacked(
      PipelineDriver pipeline, Formats format, List<Formats.Line> lines) {
    Formats.Line last = lines.get(lines.size() - 1);
    pipeline.log(last.host(), last.time(), format.packed(lines));
  }

  private static Map<String, List<Essence>> essences(Collection<KernelIncident> incidents) {
    return incidents.stream()
        .collect(
            Collectors.groupingBy(
                i -> i.host().value(),
                TreeMap::new,
                Collectors.mapping(Essence::of, Collectors.toList())));
  }

  private static String host(Formats format, String manner) {
    return ("-" + format + "-" + manner).toLowerCase(java.util.Locale.ROOT);
  }

  private static List<Formats.Line> renamed(List<Formats.Line> lines, String host) {
    return lines.stream()
        .map(
            l ->
                new Formats.Line(
                    l.level(),
                    l.sequence(),
                    l.kernelMicros(),
                    l.caller(),
                    l.text(),
                    host,
                    l.time()))
        .toList();
  }

  private static List<Formats.Line> by(String caller, List<Formats.Line> lines) {
    return lines.stream()
        .map(
            l ->
                new Formats.Line(
                    l.level(),
                    l.sequence() + (caller.startsWith("C") ? 5_000 : 0),
                    l.kernelMicros(),
                    Caller.of(caller),
                    l.text(),
                    l.host(),
                    l.time()))
        .toList();
  }

  /** The same lines, printed while those others were. */
  private static List<Formats.Line> atTheTimeOf(
      List<Formats.Line> others, List<Formats.Line> lines) {
    List<Formats.Line> moved = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Formats.Line l = lines.get(i);
      Formats.Line beside = others.get(Math.min(i, others.size() - 1));
      moved.add(
          new Formats.Line(
              l.level(),
              l.sequence(),
              beside.kernelMicros(),
              l.caller(),
              l.text(),
              l.host(),
              beside.time()));
    }
    return moved;
  }

  private static List<Formats.Line> alternating(List<Formats.Line> one, List<Formats.Line> other) {
    List<Formats.Line> mixed = new ArrayList<>();
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      if (i < one.size()) mixed.add(one.get(i));
      if (i < other.size()) mixed.add(other.get(i));
    }
    return mixed;
  }
}

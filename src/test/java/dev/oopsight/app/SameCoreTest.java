package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.cases.CaseFile;
import dev.oopsight.diagnosis.Finding;
import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.incident.Essence;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.topology.PipelineDriver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code explain} and the topology run the same core: every case gives both the same incidents. */
class SameCoreTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final HostId WEB_1 = new HostId("web1");
  private static final KnowledgeBase RULES = BuiltInRules.load();
  private static final CoreOverFiles EXPLAIN = new CoreOverFiles(() -> RULES);

  private static Map<String, List<Essence>> published;

  static Stream<CaseFile> cases() {
    return CaseFile.all().stream();
  }

  static Stream<CaseFile> casesWithFindings() {
    return cases().filter(c -> !c.section("FINDINGS").isEmpty());
  }

  /**
   * All cases at once, each by a host of its own: a topology costs more than what it reads here.
   */
  @BeforeAll
  static void publishAllCases() {
    try (PipelineDriver pipeline = new PipelineDriver()) {
      for (CaseFile c : CaseFile.all()) {
        if (!c.config().isEmpty()) pipeline.config(host(c), NOON.minusSeconds(60), c.config());
        pipeline.log(host(c), NOON, c.log());
      }
      published =
          pipeline.fallSilent().incidents().stream()
              .collect(
                  Collectors.groupingBy(
                      i -> i.host().value(), Collectors.mapping(Essence::of, Collectors.toList())));
    }
  }

  private static String host(CaseFile c) {
    return c.name().replaceAll("[^A-Za-z0-9]", "-").toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void explainAndTheTopologyGiveEqualIncidents(CaseFile c) throws IOException {
    List<Essence> explained = explain(c).stream().map(Essence::of).toList();

    assertThat(explained).isNotEmpty();
    assertThat(published.get(host(c))).isEqualTo(explained);
  }

  @ParameterizedTest
  @MethodSource("casesWithFindings")
  void findsWhatTheCaseSays(CaseFile c) throws IOException {
    c.expect(
        "FINDINGS",
        explain(c).stream()
            .flatMap(i -> i.diagnosis().findings().stream())
            .map(SameCoreTest::line)
            .collect(Collectors.joining("\n")));
  }

  private static String line(Finding finding) {
    return String.format(
        Locale.ROOT,
        "%s %.2f: %d for, %d against, %d missing",
        finding.rule(),
        finding.score(),
        finding.evidenceFor().size(),
        finding.evidenceAgainst().size(),
        finding.missing().size());
  }

  private static List<KernelIncident> explain(CaseFile c) throws IOException {
    List<ConfigFile> config =
        c.config().isEmpty()
            ? List.of()
            : List.of(new ConfigFile("config", c.config().getBytes(UTF_8)));
    Offline.Log log =
        new Offline.Log(
            new ByteArrayInputStream(c.log().getBytes(UTF_8)),
            NOON,
            Optional.of(WEB_1),
            config,
            true);
    List<KernelIncident> incidents = new ArrayList<>();
    EXPLAIN.explain(log, each -> {}, incidents::add);
    return incidents;
  }
}

package dev.oopsight.siem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.oopsight.config.ConfigChange;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.log.Source;
import dev.oopsight.parse.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The Sigma rules under {@code deploy/sigma}, over documents of every golden case. */
class SigmaRulesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final List<SigmaRule> RULES = SigmaRule.shipped();

  /** What each rule fires on, and so what it stays silent on: a person reads the difference. */
  @Test
  void fireOnTheseAndOnNoOthers() {
    Map<String, JsonNode> documents = documents();
    StringBuilder fired = new StringBuilder();
    for (SigmaRule rule : RULES) {
      fired.append(rule.name()).append('\n');
      documents.forEach(
          (name, document) -> {
            if (rule.matches(document)) fired.append("  ").append(name).append('\n');
          });
    }

    Golden.expect("sigma.txt", fired.toString());
  }

  @Test
  void eachFiresAndStaysSilentSomewhere() {
    Map<String, JsonNode> documents = documents();

    assertThat(RULES)
        .hasSizeGreaterThan(15)
        .allSatisfy(
            rule ->
                assertThat(documents.values())
                    .as(rule.name())
                    .anyMatch(rule::matches)
                    .anyMatch(document -> !rule.matches(document)));
  }

  @Test
  void askForFieldsThatThereAre() {
    Set<String> fields = IndexTemplate.shipped().fields().keySet();

    assertThat(RULES).allSatisfy(rule -> assertThat(fields).containsAll(rule.fields()));
  }

  @Test
  void sayWhatSigmaAsksOfThem() {
    assertThat(RULES)
        .allSatisfy(
            rule -> {
              assertThat(rule.text("title")).hasSizeBetween(5, 256);
              assertThat(rule.text("id")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
              assertThat(rule.text("status")).isIn("experimental", "test", "stable");
              assertThat(rule.text("level"))
                  .isIn("informational", "low", "medium", "high", "critical");
              assertThat(rule.service())
                  .isIn("kernel_incident", "kernel_config", "oopsight_refusal");
            });
    assertThat(RULES.stream().map(rule -> rule.text("id")).collect(Collectors.toSet()))
        .hasSameSizeAs(RULES);
  }

  private static Map<String, JsonNode> documents() {
    Map<String, JsonNode> documents = new TreeMap<>();
    for (KernelIncident incident : CaseIncidents.ofCases()) {
      String name = incident.host() + ", " + incident.trace().kind().id();
      documents.put(name, document(EcsIncident.toJson(incident)));
    }
    ObjectNode storm = documents.get("notice-segfault-new, segfault").deepCopy();
    storm.withObject("/kernel").put("printed_count", 12);
    documents.put("twelve segfaults", storm);
    change(documents, "sysctl:kernel.kptr_restrict", "1", "0");
    change(documents, "sysctl:kernel.kptr_restrict", "0", "1");
    change(documents, "sysctl:vm.swappiness", "60", "0");
    change(documents, "kernel:release", "6.1.0-25-amd64", "6.1.0-26-amd64");
    EcsRefusal refusal =
        new EcsRefusal(Reason.BINARY, "x", new Source.Position("kernel.log", 0, 7), 0, 1, NOON);
    documents.put("refused input", document(refusal.toJson()));
    return documents;
  }

  private static void change(
      Map<String, JsonNode> documents, String key, String before, String after) {
    ConfigChange change =
        new ConfigChange(
            new HostId("web1"),
            key,
            Optional.of(before),
            Optional.of(after),
            NOON,
            NOON.plusSeconds(900),
            List.of(),
            0);
    documents.put(
        "%s from %s to %s".formatted(key, before, after), document(EcsChange.toJson(change)));
  }

  private static JsonNode document(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}

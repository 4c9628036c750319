package dev.oopsight.siem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.SampleIncidents;
import org.junit.jupiter.api.Test;

class OcsfFindingTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonNode seed = event(SampleIncidents.seed());

  @Test
  void isTheFindingThatASiemTakes() throws JsonProcessingException {
    Golden.expect(
        "seed.ocsf.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(seed) + "\n");
  }

  @Test
  void keepsToTheSchema() {
    assertThat(CaseIncidents.all())
        .allSatisfy(incident -> assertThat(OcsfSchema.faults(event(incident))).isEmpty());
  }

  @Test
  void isCreatedOnceAndUpdatedFromThenOn() {
    JsonNode first = event(SampleIncidents.nullDereference());

    assertThat(first.path("type_uid").asLong()).isEqualTo(200_401);
    assertThat(seed.path("type_uid").asLong()).isEqualTo(200_402);
    assertThat(seed.at("/finding_info/uid").asText())
        .isEqualTo(SampleIncidents.seed().id().toString());
    assertThat(seed.at("/metadata/uid").asText()).endsWith(":2");
  }

  @Test
  void countsWhatTheKernelDidNotPrint() {
    assertThat(seed.path("count").asInt()).isEqualTo(69);
  }

  @Test
  void tellsHowSureTheLikeliestExplanationIs() {
    assertThat(seed.path("confidence").asText()).isEqualTo("High");
    assertThat(seed.path("confidence_score").asInt()).isEqualTo(96);
    assertThat(event(SampleIncidents.nullDereference()).path("confidence").asText())
        .isEqualTo("Unknown");
  }

  @Test
  void theTestFindsWhatBreaksTheSchema() {
    ObjectNode broken = seed.deepCopy();
    broken.put("severity_id", 7).put("severity", "Grave").put("spread", 1).remove("metadata");
    broken.withObject("/device").put("hostname", 5);

    assertThat(OcsfSchema.faults(broken)).hasSize(5);
  }

  private static JsonNode event(KernelIncident incident) {
    try {
      return JSON.readTree(OcsfFinding.toJson(incident));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}

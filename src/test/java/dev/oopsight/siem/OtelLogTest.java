package dev.oopsight.siem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.SampleIncidents;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OtelLogTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final BigInteger FIXED_64 = BigInteger.TWO.pow(64);

  @Test
  void isTheRequestThatACollectorTakes() throws JsonProcessingException {
    JsonNode seed = request(SampleIncidents.seed());

    Golden.expect(
        "seed.otel.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(seed) + "\n");
  }

  /** Names and types of logs.proto and common.proto in OTLP's JSON, and no others. */
  @Test
  void keepsToTheProtocol() {
    assertThat(CaseIncidents.all()).allSatisfy(OtelLogTest::keepsToTheProtocol);
  }

  private static void keepsToTheProtocol(KernelIncident incident) {
    JsonNode logs = request(incident).at("/resourceLogs/0");
    JsonNode record = logs.at("/scopeLogs/0/logRecords/0");

    assertThat(logs.fieldNames()).toIterable().containsExactly("resource", "scopeLogs");
    assertThat(record.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "timeUnixNano", "severityNumber", "severityText", "eventName", "body", "attributes");
    assertThat(new BigInteger(record.path("timeUnixNano").textValue()))
        .isGreaterThanOrEqualTo(BigInteger.ZERO)
        .isLessThan(FIXED_64);
    assertThat(record.path("severityNumber").asInt()).isBetween(1, 24);
    assertThat(record.at("/body/stringValue").isTextual()).isTrue();
    hold(logs.at("/resource/attributes"));
    hold(record.path("attributes"));
  }

  private static void hold(JsonNode attributes) {
    Set<String> keys = new HashSet<>();
    for (JsonNode attribute : attributes) {
      assertThat(attribute.fieldNames()).toIterable().containsExactly("key", "value");
      assertThat(keys.add(attribute.path("key").textValue())).as("keys are unique").isTrue();
      JsonNode value = attribute.path("value");
      if (value.has("intValue")) Long.parseLong(value.path("intValue").textValue());
      else assertThat(value.path("stringValue").isTextual()).isTrue();
    }
    assertThat(keys).isNotEmpty();
  }

  private static JsonNode request(KernelIncident incident) {
    try {
      return JSON.readTree(OtelLog.toJson(incident));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}

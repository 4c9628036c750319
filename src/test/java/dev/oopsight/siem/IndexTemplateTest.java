package dev.oopsight.siem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.SampleIncidents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The index template under {@code deploy/elasticsearch}. */
class IndexTemplateTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The ingest pipeline fills it in. */
  private static final String INGESTED = "event.ingested";

  /** One a sort of stack; not every machine has them all. */
  private static final String COUNTS_OF_FRAMES = "kernel.frames.";

  private final IndexTemplate template = IndexTemplate.shipped();

  @Test
  void mapsFieldsOfEcsAsEcsDoes() {
    EcsFields.byName()
        .forEach(
            (name, field) -> {
              JsonNode mapping = template.fields().get(name);
              assertThat(mapping).as(name).isNotNull();
              assertThat(mapping.path("type").asText()).as(name).isEqualTo(field.type());
              assertThat(mapping.path("ignore_above").asInt())
                  .as(name)
                  .isEqualTo(field.ignoreAbove());
            });
  }

  @Test
  void mapsNoFieldOfEcsThatIsInNoList() {
    assertThat(template.fields().keySet())
        .filteredOn(name -> !name.startsWith("kernel."))
        .containsExactlyInAnyOrderElementsOf(EcsFields.byName().keySet());
  }

  @Test
  void mapsNoFieldThatNobodyWrites() {
    Set<String> written = new TreeSet<>(Set.of(INGESTED));
    for (KernelIncident incident : CaseIncidents.all()) {
      collect("", document(EcsIncident.toJson(incident)), written);
    }

    assertThat(template.fields().keySet())
        .filteredOn(field -> !field.startsWith(COUNTS_OF_FRAMES))
        .isSubsetOf(written);
  }

  /** A term of an index has at most 32766 bytes, and a character up to four. */
  @Test
  void keepsKeywordsWithinWhatAnIndexTakes() {
    assertThat(template.fields())
        .allSatisfy(
            (name, mapping) -> {
              if (!mapping.path("type").asText().equals("keyword")) return;
              boolean unsearched = !mapping.path("index").asBoolean(true);
              assertThat(unsearched || mapping.path("ignore_above").asInt() > 0).as(name).isTrue();
            });
  }

  @Test
  void isStrictWithWhatIsOurs() {
    assertThat(template.mappings().at("/properties/kernel/dynamic").asText()).isEqualTo("strict");
  }

  @Test
  void findsWhatAnIndexWouldRefuseOrBend() throws JsonProcessingException {
    String seed = EcsIncident.toJson(SampleIncidents.seed());

    assertThat(faults(seed.replace("\"sequence\":2", "\"sequence\":\"2\""))).hasSize(1);
    assertThat(faults(seed.replace("\"sequence\":2", "\"sequence\":2.5"))).hasSize(1);
    assertThat(faults(seed.replace("\"stale\":true", "\"stale\":\"true\""))).hasSize(1);
    assertThat(faults(seed.replace("\"rule_set\":", "\"rules\":"))).hasSize(1);
    assertThat(faults(seed.replace("\"boot\":\"at", "\"boot\":{\"id\":1},\"x\":\"at"))).hasSize(2);
    assertThat(faults(seed.replace("2009-05-07T06:00:00Z", "2009-05-07 06:00"))).hasSize(2);
  }

  @Test
  void namesTheIngestPipelineThatNotesWhenADocumentWasIndexed() throws IOException {
    JsonNode pipeline =
        JSON.readTree(Files.readString(Path.of("deploy/elasticsearch/ingest-pipeline.json")));

    assertThat(template.settings().at("/index/final_pipeline").asText()).isEqualTo("oopsight");
    assertThat(pipeline.at("/processors/0/set/field").asText()).isEqualTo(INGESTED);
  }

  private Iterable<String> faults(String document) throws JsonProcessingException {
    return template.faults(JSON.readTree(document));
  }

  private static JsonNode document(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static void collect(String path, JsonNode node, Set<String> found) {
    if (node.isArray()) node.forEach(element -> collect(path, element, found));
    else if (!node.isObject()) found.add(path);
    else
      node.properties()
          .forEach(
              f ->
                  collect(
                      path.isEmpty() ? f.getKey() : path + "." + f.getKey(), f.getValue(), found));
  }
}

package dev.oopsight.siem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RecordFiller;
import dev.oopsight.incident.SampleIncidents;
import dev.oopsight.trace.Detail;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class EcsIncidentTest {

  private static final IndexTemplate TEMPLATE = IndexTemplate.shipped();
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Test
  void isTheDocumentThatASiemIndexes() throws JsonProcessingException {
    JsonNode seed = JSON.readTree(EcsIncident.toJson(SampleIncidents.seed()));

    Golden.expect(
        "seed.ecs.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(seed) + "\n");
  }

  @Test
  void keepsToEcs() {
    assertThat(CaseIncidents.all())
        .allSatisfy(incident -> assertThat(EcsFields.faults(document(incident))).isEmpty());
  }

  @Test
  void fitsTheIndexThatWeShip() {
    assertThat(CaseIncidents.all())
        .allSatisfy(incident -> assertThat(TEMPLATE.faults(document(incident))).isEmpty());
  }

  @Property(tries = 200)
  void saysWhatTheKernelSaidWhateverItSaid(@ForAll @StringLength(max = 40) String text) {
    String whole =
        text.codePoints()
            .filter(EcsIncidentTest::isCharacter)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    KernelIncident incident =
        RecordFiller.full(Detail.None.class).withText(whole).make(KernelIncident.class);

    String json = EcsIncident.toJson(incident);

    assertThat(json.chars().filter(c -> c < ' ')).isEmpty();
    assertThat(document(incident).at("/event/original").asText()).isEqualTo(incident.text().text());
    assertThat(document(incident).at("/error/message").asText())
        .isEqualTo(incident.trace().header());
  }

  @Test
  void doesNotBlameTheTaskThatAnInterruptRanOnTopOf() {
    JsonNode seed = document(SampleIncidents.seed());

    assertThat(seed.has("process")).isFalse();
    assertThat(seed.at("/kernel/task/name").asText()).isEqualTo("swapper");
    assertThat(seed.at("/kernel/task/bystander").asBoolean()).isTrue();
  }

  @Test
  void namesTheVictimOfTheOomKiller() {
    assertThat(document(SampleIncidents.oomKill()).at("/process/pid").asInt()).isEqualTo(4711);
  }

  @Test
  void countsADriverInWhereTheGuiltyFunctionIsInAModule() {
    assertThat(document(SampleIncidents.nullDereference()).at("/event/category"))
        .extracting(JsonNode::asText)
        .containsExactly("host", "driver");
  }

  @Test
  void cutsAReasonThatNoIndexWouldFind() {
    KernelIncident incident =
        RecordFiller.full(Detail.None.class)
            .withText("\ud83d\ude00".repeat(1000))
            .make(KernelIncident.class);

    assertThat(document(incident).at("/event/reason").asText())
        .hasSizeBetween(1023, 1024)
        .endsWith("\ude00…");
  }

  private static JsonNode document(KernelIncident incident) {
    try {
      return JSON.readTree(EcsIncident.toJson(incident));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isCharacter(int codePoint) {
    return Character.getType(codePoint) != Character.SURROGATE;
  }
}

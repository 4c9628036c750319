package dev.oopsight.siem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RecordFiller;
import dev.oopsight.topology.Topics;
import dev.oopsight.trace.Detail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of every encoding. */
class SiemFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource
  void isOneLineTheSameForTheSameIncident(SiemFormat format) {
    assertThat(CaseIncidents.all())
        .allSatisfy(
            incident -> {
              String line = format.encode(incident);
              assertThat(line).isNotBlank().doesNotContain("\n", "\r", "\0");
              assertThat(format.encode(incident)).isEqualTo(line);
            });
  }

  @Test
  void readsAListOfThem() {
    assertThat(SiemFormat.list(" ecs ")).contains(Set.of(SiemFormat.ECS));
    assertThat(SiemFormat.list("")).contains(Set.of());
    assertThat(SiemFormat.list("ecs,xml")).isEmpty();
    assertThat(SiemFormat.list("ecs,")).isEmpty();
  }

  /** JSON's escaping is one for all of them; each carries the text as the kernel printed it. */
  @Property(tries = 200)
  void carriesTheTextWhateverItIs(@ForAll @StringLength(max = 40) String text)
      throws JsonProcessingException {
    String whole = new String(text.getBytes(UTF_8), UTF_8);
    KernelIncident incident =
        RecordFiller.full(Detail.None.class).withText(whole).make(KernelIncident.class);
    String printed = incident.text().text();

    JsonNode ocsf = JSON.readTree(SiemFormat.OCSF.encode(incident));
    JsonNode otel = JSON.readTree(SiemFormat.OTEL.encode(incident));

    assertThat(ocsf.path("raw_data").asText()).isEqualTo(printed);
    assertThat(otel.at("/resourceLogs/0/scopeLogs/0/logRecords/0/attributes").valueStream())
        .filteredOn(a -> a.path("key").asText().equals("log.record.original"))
        .extracting(a -> a.at("/value/stringValue").asText())
        .containsExactly(printed);
  }

  @Test
  void isDocumentedWhereItCanBeAskedFor() throws IOException {
    String page = Files.readString(Path.of("docs/siem.md"));
    JsonNode api =
        JSON.readTree(
            Files.readString(Path.of("src/main/resources/dev/oopsight/query/openapi.json")));
    List<String> forms =
        api.at("/paths/~1api~1v1~1incidents~1{id}/get/parameters")
            .valueStream()
            .filter(p -> p.path("name").asText().equals("format"))
            .flatMap(p -> p.at("/schema/enum").valueStream())
            .map(JsonNode::asText)
            .toList();

    for (SiemFormat format : SiemFormat.values()) {
      assertThat(page).contains("| `" + Topics.DEFAULT.incidents(format) + "` |");
      assertThat(forms).contains(format.id());
    }
    assertThat(page)
        .contains("| `" + Topics.DEFAULT.configChangesEcs() + "` |")
        .contains("| `" + Topics.DEFAULT.refusalsEcs() + "` |");
    assertThat(Pattern.compile("deploy/[\\w./-]*\\w").matcher(page).results())
        .hasSizeGreaterThan(5)
        .allSatisfy(path -> assertThat(Path.of(path.group())).exists());
  }
}

package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds the dashboard against the API's description: what it asks is there. */
class GrafanaTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DEPLOY = Path.of("deploy/grafana");

  private final JsonNode api = resource("openapi.json");
  private final JsonNode dashboard = file("oopsight.json");

  @Test
  void asksForPathsParametersAndColumnsThatThereAre() {
    List<JsonNode> targets =
        dashboard.findParents("root_selector").stream().filter(t -> t.has("columns")).toList();
    assertThat(targets).hasSize(6);
    for (JsonNode target : targets) {
      String path = target.path("url").asText().replaceAll("\\$\\{host[^}]*}", "{host}");
      JsonNode operation = api.path("paths").path(path).path("get");
      assertThat(operation.isMissingNode()).as(path).isFalse();
      assertThat(operation.path("parameters").findValuesAsText("name"))
          .as(path)
          .containsAll(target.at("/url_options/params").findValuesAsText("key"));
      JsonNode schema = operation.at("/responses/200/content/application~1json/schema");
      assertThat(target.path("root_selector").asText()).isEqualTo("data");
      String row = schema.at("/properties/data/items/$ref").asText().substring(1);
      for (String column : target.path("columns").findValuesAsText("selector")) {
        assertThat(api.at(row).path("properties").has(column)).as(path + " " + column).isTrue();
      }
    }
  }

  @Test
  void takesItsDataFromTheSourceThatIsProvisioned() throws IOException {
    Object source =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(DEPLOY.resolve("datasources/oopsight.yaml")));
    Map<?, ?> first = (Map<?, ?>) ((List<?>) ((Map<?, ?>) source).get("datasources")).get(0);

    assertThat(dashboard.findValues("datasource"))
        .isNotEmpty()
        .allSatisfy(
            used -> {
              assertThat(used.path("uid").asText()).isEqualTo(first.get("uid"));
              assertThat(used.path("type").asText()).isEqualTo(first.get("type"));
            });
  }

  private static JsonNode file(String name) {
    try {
      return JSON.readTree(Files.readString(DEPLOY.resolve(name)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static JsonNode resource(String name) {
    try (var in = GrafanaTest.class.getResourceAsStream(name)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Holds the answers that stand in docs/api.md against the API's description, which is held against
 * the API itself: they have every field that must be there, none that is not, and values of its
 * type. What an example leaves out stands in it as an ellipsis.
 */
class ApiExamplesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LEFT_OUT = "…";
  private static final Pattern ASKED =
      Pattern.compile("^`(?<path>/[^`?]++)[^`]*`(?<more>.*)$", Pattern.MULTILINE);
  private static final Pattern BLOCK = Pattern.compile("```json\\n(?<json>.*?)```", Pattern.DOTALL);
  private static final Pattern STATUS = Pattern.compile("\\(status (\\d{3})\\)");
  private static final Pattern ROW = Pattern.compile("^\\| \\d{1,2} \\|.*", Pattern.MULTILINE);
  private static final Pattern CALL = Pattern.compile("`(/api/v1/[^`? ]++)[^`]*`");
  private static final Pattern ANSWER = Pattern.compile("`([\\[{][^`]++)`");

  private JsonNode document;
  private String text;

  @BeforeEach
  void read() throws Exception {
    try (InputStream in = HttpApi.class.getResourceAsStream("openapi.json")) {
      document = JSON.readTree(in);
    }
    text = Files.readString(Path.of("docs/api.md"));
  }

  @Test
  void areWholeAnswersWhereTheyStandAlone() throws Exception {
    List<String> held = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      String json = block.group("json");
      Optional<Matcher> asked = lastBefore(block.start());
      if (json.startsWith("{\"type\":\"about:blank\"")) {
        holds(document.at("/components/schemas/Problem"), JSON.readTree(json), "problem", true);
        held.add("problem");
      } else if (asked.isPresent()) {
        String path = asked.get().group("path");
        Matcher status = STATUS.matcher(asked.get().group("more"));
        JsonNode schema = schema(path, status.find() ? status.group(1) : "200");
        holds(schema, JSON.readTree(json.replace("[" + LEFT_OUT + "]", "[]")), path, true);
        held.add(path);
      }
    }
    assertThat(held).hasSizeGreaterThan(12).contains("problem", "/readyz", "/api/v1/risk");
  }

  /** What was asked for in the last line before that begins with a call, of the same chapter. */
  private Optional<Matcher> lastBefore(int position) {
    int chapter = text.lastIndexOf("\n## ", position);
    Matcher asked = ASKED.matcher(text).region(chapter, position);
    Optional<Matcher> last = Optional.empty();
    while (asked.find()) {
      Matcher found = ASKED.matcher(text).region(asked.start(), position);
      found.find();
      last = Optional.of(found);
    }
    return last;
  }

  @Test
  void haveNoFieldInTheTableOfQuestionsThatNoAnswerHas() throws Exception {
    int held = 0;
    Matcher row = ROW.matcher(text);
    while (row.find()) {
      Matcher call = CALL.matcher(row.group());
      Matcher answer = ANSWER.matcher(row.group());
      if (!call.find() || !answer.find()) continue;
      String json =
          answer
              .group(1)
              .replaceAll("\\{\"what\":\"incident\"," + LEFT_OUT + "}", "{}")
              .replaceAll("," + LEFT_OUT + "(?=[}\\]])", "");
      JsonNode data = schema(call.group(1), "200").at("/properties/data");
      holds(data, JSON.readTree(json), row.group(), false);
      held++;
    }
    assertThat(held).isGreaterThan(14);
  }

  private JsonNode schema(String path, String status) {
    for (Map.Entry<String, JsonNode> known : document.path("paths").properties()) {
      String pattern = Pattern.quote(known.getKey()).replaceAll("\\{\\w++}", "\\\\E[^/]++\\\\Q");
      if (!known.getKey().equals(path) && !path.matches(pattern)) continue;
      JsonNode schema =
          known.getValue().at("/get/responses/" + status + "/content/application~1json/schema");
      assertThat(schema.isMissingNode()).as("%s answers %s", path, status).isFalse();
      return schema;
    }
    throw new AssertionError("there is no " + path);
  }

  private void holds(JsonNode given, JsonNode value, String where, boolean whole) {
    JsonNode schema =
        given.has("$ref") ? document.at(given.path("$ref").asText().substring(1)) : given;
    if (value.isTextual() && value.asText().equals(LEFT_OUT)) return;
    if (whole) {
      for (JsonNode required : schema.path("required")) {
        assertThat(value.has(required.asText())).as("%s: %s", where, required.asText()).isTrue();
      }
    }
    assertThat(isOfType(schema, value)).as("%s: %s is %s", where, value, schema).isTrue();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode known = schema.path("properties").path(field.getKey());
      if (schema.has("properties")) {
        assertThat(known.isMissingNode()).as("%s: %s", where, field.getKey()).isFalse();
      }
      holds(known, field.getValue(), where + " " + field.getKey(), whole);
    }
    if (value.isArray()) {
      value.forEach(item -> holds(schema.path("items"), item, where, whole));
    }
  }

  private static boolean isOfType(JsonNode schema, JsonNode value) {
    if (schema.has("const")) return schema.path("const").equals(value);
    if (schema.has("enum")) {
      for (JsonNode one : schema.path("enum")) if (one.equals(value)) return true;
      return false;
    }
    return switch (schema.path("type").asText()) {
      case "string" -> value.isTextual() && isMoment(schema, value.asText());
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> true;
    };
  }

  private static boolean isMoment(JsonNode schema, String value) {
    return !schema.path("format").asText().equals("date-time")
        || Instant.parse(value).toString().equals(value);
  }
}

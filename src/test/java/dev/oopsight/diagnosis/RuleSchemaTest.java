package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.trace.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** docs/rule.schema.json, which editors use, says what the reader takes. */
class RuleSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern KNOWN = Pattern.compile("unknown field \"zzz\"; there are (.*)");

  /** A rule that has an unknown field wherever one can stand. */
  private static final String STRANGE =
      """
      id: a
      class: a
      title: a
      severity: low
      kinds: panic
      applies: "true"
      explanation: a
      source: a
      %s
      evidence: {for: "true", weight: weak, says: a, missing: {what: a, command: a%s}%s}
      remedy: {run: a, cost: a%s}
      examples:
        fires: {trace: {zones: [{name: a%s}]%s}%s}
        silent: {trace: {}}
        missing: {trace: {}}
      %s
      """;

  private final JsonNode schema = JSON.readTree(Path.of("docs/rule.schema.json").toFile());
  private final SchemaCheck check = new SchemaCheck(schema);

  RuleSchemaTest() throws IOException {}

  @TestFactory
  Stream<DynamicTest> fitsEveryShippedRule() {
    return Knowledge.shipped().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.name(), () -> assertThat(check.faults(json(file.text()))).isEmpty()));
  }

  @Test
  void knowsTheWordsThatTheReaderKnows() {
    assertThat(words("/$defs/kind/enum")).isEqualTo(ids(Stream.of(Kind.values()).map(Kind::id)));
    assertThat(words("/properties/severity/enum")).isEqualTo(lower(Severity.values()));
    assertThat(words("/$defs/evidence/properties/weight/enum")).isEqualTo(lower(Weight.values()));
  }

  /** The reader lists what it knows where it meets a field that it does not know. */
  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "1, /$defs/evidence/properties/missing",
    "2, /$defs/evidence",
    "3, /$defs/remedy",
    "4, /$defs/zone",
    "5, /$defs/trace",
    "6, /$defs/example",
    "7, /properties/examples",
  })
  void knowsTheFieldsThatTheReaderKnows(int place, String object) {
    Object[] unknown = {"", "", "", "", "", "", "", ""};
    unknown[place] = place == 0 ? "zzz: 1" : place == 7 ? "  zzz: 1" : ", zzz: 1";
    List<RuleFault> faults = new ArrayList<>();

    RuleReader.read(RuleFile.ofSite("a.yaml", STRANGE.formatted(unknown)), faults::add);

    Matcher known = KNOWN.matcher(faults.get(0).what());
    assertThat(known.matches()).as(faults.toString()).isTrue();
    assertThat(names(object)).isEqualTo(ids(Stream.of(known.group(1).split(", "))));
  }

  @ParameterizedTest
  @CsvSource({
    "severity: low, severity: dire",
    "kinds: panic, kinds: panics",
    "id: a, id: A",
    "weight: weak, weight: heavy",
    "cost: a, price: a",
    "title: a, ''",
  })
  void refusesWhatTheReaderRefuses(String right, String wrong) {
    String whole = STRANGE.formatted("", "", "", "", "", "", "", "");
    assertThat(check.faults(json(whole))).isEmpty();

    assertThat(check.faults(json(whole.replace(right, wrong)))).isNotEmpty();
  }

  private static JsonNode json(String yaml) {
    return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  private Set<String> words(String pointer) {
    Set<String> words = new TreeSet<>();
    schema.at(pointer).forEach(word -> words.add(word.asText()));
    return words;
  }

  private Set<String> names(String object) {
    Set<String> names = new TreeSet<>();
    schema.at(object + "/properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> lower(Enum<?>[] values) {
    return ids(Stream.of(values).map(value -> value.name().toLowerCase(Locale.ROOT)));
  }

  private static Set<String> ids(Stream<String> ids) {
    return new TreeSet<>(ids.toList());
  }
}

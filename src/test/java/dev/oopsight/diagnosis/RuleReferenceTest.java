package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/rules.md says what the engine does. */
class RuleReferenceTest {

  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  private final String reference = Files.readString(Path.of("docs/rules.md"));

  RuleReferenceTest() throws IOException {}

  @Test
  void namesEveryFact() {
    Vocabulary.table()
        .forEach(
            fact ->
                assertThat(reference)
                    .containsPattern(
                        Pattern.quote("| `" + fact.name() + "` | ")
                            + "[a-z ]+"
                            + Pattern.quote(" | " + fact.says() + " |")));
  }

  @Test
  void namesEveryFunction() {
    RuleFunctions.table()
        .forEach(
            function ->
                assertThat(reference.replace("\\", ""))
                    .contains("| `" + function.form() + "` | " + function.says() + " |"));
  }

  @Test
  void givesAWorkedExampleThatWorks() {
    Matcher example = YAML.matcher(reference);
    assertThat(example.find()).isTrue();

    KnowledgeBase.Loaded loaded =
        KnowledgeBase.load(List.of(RuleFile.ofSite("oops-tolerated.yaml", example.group(1))));

    assertThat(loaded.faults()).isEmpty();
    assertThat(loaded.knowledge().prove(name -> Optional.empty()))
        .hasSize(3)
        .allMatch(ExampleResult::holds);
  }
}

package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A rule is worth its place by what it looks at or by what it advises: two pieces of evidence that
 * the config decides, or a command that no other rule has; and by where its facts stand.
 */
class RuleWorthTest {

  private static final Pattern CITATION =
      Pattern.compile(
          "Linux (?:[\\d.]+ (?:to [\\d.]+ )?)?(?:commit \\p{XDigit}{12}|\\w[\\w.-]*/\\S+).*"
              + "|https://\\S+.*|[\\w.-]+\\(\\d\\).*|systemd \\S+.*|Intel SDM .*"
              // Codes of the exit status stand before the name of their page.
              + "|wait\\(2\\) .*");

  private final List<Rule> rules =
      Knowledge.shipped().stream()
          .flatMap(file -> RuleReader.read(file, fault -> {}).stream())
          .toList();
  private final Map<String, Long> uses =
      rules.stream()
          .flatMap(RuleWorthTest::runs)
          .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

  @Test
  void allButAFewLookAtTheConfigTwiceOrAdviseWhatNoOtherDoes() {
    List<String> weak = rules.stream().filter(r -> !isWorthy(r)).map(Rule::id).toList();
    System.out.printf(
        "rules: %d of %d count, and not %s%n", rules.size() - weak.size(), rules.size(), weak);

    assertThat(weak).hasSizeLessThanOrEqualTo(rules.size() / 6);
    assertThat(rules.size() - weak.size()).isGreaterThanOrEqualTo(60);
  }

  @Test
  void allSayWhereTheirFactsStand() {
    assertThat(rules).allSatisfy(r -> assertThat(r.sources()).as(r.id()).allMatch(this::isCited));
  }

  private boolean isCited(String source) {
    return CITATION.matcher(source).matches();
  }

  private boolean isWorthy(Rule rule) {
    boolean advises =
        runs(rule).anyMatch(run -> uses.get(run) == 1 && !CommandSyntax.isSentence(run));
    return advises || ofConfig(rule) >= 2;
  }

  private static Stream<String> runs(Rule rule) {
    return rule.remedies().stream().map(advice -> advice.run().value());
  }

  private static long ofConfig(Rule rule) {
    Set<String> looking = new HashSet<>(Facts.OF_HOST);
    rule.named().stream()
        .filter(named -> mentions(named.expression().value(), looking))
        .forEach(named -> looking.add(named.name()));
    return rule.evidence().stream()
        .flatMap(item -> item.condition().stream())
        .filter(condition -> mentions(condition.value(), looking))
        .count();
  }

  private static boolean mentions(String expression, Set<String> names) {
    return names.stream()
        .anyMatch(
            n ->
                Pattern.compile("(?<![\\w.\"])" + Pattern.quote(n) + "\\b")
                    .matcher(expression)
                    .find());
  }
}

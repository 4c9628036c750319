package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.oopsight.config.ConfigView;
import dev.oopsight.log.LineView;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No rule from outside takes more than its share of time or heap, nor stops the thread. */
class RuleCostTest {

  private static final String A_HUNDRED = "a".repeat(100);
  private static final LiveRules NO_RULES =
      new LiveRules(KnowledgeBase.load(List.of()).knowledge());
  private static final String TEN = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text that doubles      | 'x' * 100 | size(v15) > 0",
        "text, compared         | 'x' * 100 | v15 == v14 + v14",
        "text, searched         | 'x' * 100 | v9.contains(v8 + 'b')",
        "a word, searched       | 'x' * 100 | v9.wordAfter(v8 + 'b') == ''",
        "a number, searched     | 'x' * 100 | v9.numberAfter(v8 + 'b') == 0",
        "a hungry pattern       | 'x' * 100 | v9.matches('(((x*)*)*)*b')",
        "a pattern that forks   | 'x' * 100 | v9.matches('(x?x?x?.*){40}b')",
        "a list that doubles    | ['x']     | size(v15) > 0",
        "a list, searched       | ['x']     | 'b' in v15",
        "a list, joined         | ['x']     | v15.join('  ') == ''",
        "a list, gone through   | ['x']     | v15.all(x, v15.all(y, v15.all(z, x == z)))",
        "a list, mapped         | ['x']     | v12.map(x, v12.join('')) == []",
      })
  void stopsARuleThatGrows(String attack, String first, String condition) {
    String value = first.startsWith("[") ? first : "'" + A_HUNDRED + "'";

    assertThat(judge(doubling(value).applies(quoted(condition))).faults())
        .as(attack)
        .extracting(RuleFault::what)
        .singleElement()
        .asString()
        .containsAnyOf("steps", "characters");
  }

  @Test
  void stopsARuleThatFillsAHoleWithTooMuch() {
    RuleText rule = doubling("'" + A_HUNDRED + "'").evidence(says("{v15}"));

    assertThat(judge(rule).faults()).singleElement().asString().contains("steps");
  }

  @Test
  void refusesListsInListsWhichDoubleAsTheyArePrinted() {
    RuleText rule = lets("['x']", "[v%1$d, v%1$d]").evidence(says("{v15}"));

    assertThat(faults(rule)).first().asString().contains("lists of these, not list(list(string))");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dyn(trace.path) == 'fs'",
        "[1, 'a'] == []",
        "b'abc' + b'abc' == b''",
        "{'a': {'b': 1}} == {}",
        "google.protobuf.ListValue{} == []",
      })
  void refusesValuesThatARuleHasNoUseFor(String condition) {
    assertThat(faults(RuleText.named("a").applies(quoted(condition)))).isNotEmpty();
  }

  @Test
  void stopsNestedLoops() {
    String loops = "%1$s.all(a, %1$s.all(b, %1$s.all(c, %1$s.all(d, %1$s.all(e, a < 10)))))";

    assertThat(judge(RuleText.named("a").applies(quoted(loops.formatted(TEN)))).faults())
        .singleElement()
        .asString()
        .contains("steps");
  }

  @Test
  void refusesExpressionsThatNestSoDeepThatTheStackCouldEnd() {
    assertThat(faults(lets("1", "v%1$d" + " + 1".repeat(450))))
        .first()
        .asString()
        .endsWith("Expression recursion limit exceeded. limit: 32");
  }

  @Test
  void worksOutValuesThatStandInOneAnotherAsDeepAsTheyMay() {
    RuleText rule = lets("1", "v%1$d" + " + 1".repeat(30)).applies("v15 == 451");

    assertThat(judge(rule).findings()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"(,1", "!,1", "-,1", "[,1", "{1:,1", "a.,a", "1 +,1", "1?1:,1", "a(,1", "a[,1"})
  void survivesAnyNesting(String piece, String last) {
    String deep = piece.repeat(1_900 / piece.length()) + last;

    assertThat(faults(RuleText.named("a").applies(quoted(deep)))).isNotEmpty();
  }

  @Test
  void refusesARuleOfMoreExpressionsThanAnybodyWrites() {
    String holes = "{trace.path}".repeat(400);

    Spent spent = new Spent();
    assertThat(faults(RuleText.named("a").evidence(says(holes))))
        .anySatisfy(fault -> assertThat(fault).contains("expressions"));
    spent.isLittle();
  }

  @Test
  void refusesTextsThatStandThereManyTimesByAliases() {
    String laughs =
        RuleText.named("a").yaml()
            + "title: &t a\nlaugh: &a [*t, *t]\n"
            + IntStream.range(0, 12)
                .mapToObj(
                    i -> "l%d: &%c [%s]\n".formatted(i, 'b' + i, times("*" + (char) ('a' + i))))
                .collect(Collectors.joining());

    Spent spent = new Spent();
    assertThat(faults(laughs)).isNotEmpty();
    spent.isLittle();
  }

  @Test
  void refusesMoreExamplesThanAnybodyWrites() {
    String yaml = RuleText.named("a").yaml();
    String many =
        yaml.replace(
            "  fires: {trace: {frames: [xfs_log_force]}}\n",
            "  fires:\n" + "    - {trace: {frames: [xfs_log_force]}}\n".repeat(1_000));

    Spent spent = new Spent();
    assertThat(NO_RULES.check("a", many)).isNotEmpty();
    spent.isLittle();
  }

  @Test
  void stopsACheckWhoseExamplesTakeTooMuchTogether() {
    Spent spent = new Spent();
    assertThat(NO_RULES.check("a", dear(60)))
        .extracting(RuleFault::what)
        .first()
        .asString()
        .endsWith("all examples together took more than 500000 steps: leave some out");
    spent.isLittle();
  }

  /** The text is nearly as long as it may be, and its examples take most of their steps. */
  @Test
  void checksTheDearestRuleThatIsFitInLittleTime() {
    String items = says("{trace.path} " + "{size(trace.header) + 1 < 2 ? 3 : 4} ".repeat(2));
    String yaml = dear(9).replace("source: none", items(60, items) + "source: none");
    String longest = yaml + "# " + "x".repeat((64 << 10) - yaml.length() - 10) + "\n";

    Spent spent = new Spent();
    assertThat(NO_RULES.check("a", longest)).isEmpty();
    spent.isLittle();
  }

  private static String items(int count, String item) {
    return item.indent(2).repeat(count);
  }

  /** Each example goes through 4096 turns of a loop. */
  private static String dear(int examples) {
    String some = IntStream.range(0, 16).mapToObj(Integer::toString).toList().toString();
    String loops = "%1$s.all(a, %1$s.all(b, %1$s.all(c, a < 16)))".formatted(some);
    return RuleText.named("a")
        .applies(quoted(loops))
        .yaml()
        .replace(
            "  fires: {trace: {frames: [xfs_log_force]}}\n",
            "  fires:\n" + "    - {trace: {frames: [xfs_log_force]}}\n".repeat(examples));
  }

  @Test
  void hasAllRulesOfASiteShareWhatOneIncidentMayCost() {
    List<RuleFile> rules = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rules.add(doubling("r" + i, "'" + A_HUNDRED + "'").applies("size(v15) > 0").ofSite());
    }
    rules.add(RuleText.named("z").builtIn());
    KnowledgeBase knowledge = KnowledgeBase.load(rules).knowledge();
    List<RuleFault> broken = new ArrayList<>();

    Spent spent = new Spent();
    Diagnosis diagnosis =
        knowledge.examine(RuleFaultsTest.HUNG_TASK, ConfigView.EMPTY, broken::add);

    spent.isLittle();
    assertThat(broken).hasSize(300);
    assertThat(diagnosis.findings()).extracting(Finding::rule).containsExactly("z");
  }

  @Test
  void leavesTheOthersAloneWhereOneRuleIsStopped() {
    KnowledgeBase.Loaded loaded =
        KnowledgeBase.load(
            List.of(
                doubling("'" + A_HUNDRED + "'").applies("size(v15) > 0").ofSite(),
                RuleText.named("z").ofSite()));

    Diagnosis diagnosis =
        loaded.knowledge().examine(RuleFaultsTest.HUNG_TASK, ConfigView.EMPTY, fault -> {});

    assertThat(diagnosis.findings()).extracting(Finding::rule).containsExactly("z");
  }

  @Test
  void leavesShippedRulesTenTimesWhatTheirExamplesTake() {
    List<String> dear = new ArrayList<>();
    for (LoadedRule rule : KnowledgeBase.load(Knowledge.shipped()).knowledge().loaded().values()) {
      for (RuleExample example : rule.rule().orElseThrow().examples()) {
        if (example.trace().isEmpty()) continue;
        long steps = steps(rule, example);
        if (steps > Budget.OF_RULE / 10) dear.add(rule.id() + " " + steps);
      }
    }
    assertThat(dear).isEmpty();
  }

  @Test
  void letsNoLineBeSoLongThatShippedRulesFallSilent() {
    KnowledgeBase shipped = KnowledgeBase.load(Knowledge.shipped()).knowledge();
    String longest = "medium BTRFS ".repeat(LineView.LONGEST_TEXT / 13);
    List<RuleFault> broken = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      KernelTrace trace = Traces.of(kind).header(longest).comm("cp").build();
      shipped.examine(trace, ConfigView.EMPTY, broken::add);
    }
    assertThat(broken).isEmpty();
  }

  private static long steps(LoadedRule rule, RuleExample example) {
    Budget budget = Budget.ofRule();
    Facts facts = new Facts(example.trace().orElseThrow(), example.config(), example.facts());
    rule.examine(facts, budget, fault -> {});
    return budget.used();
  }

  /** Where few names stand for ever larger values, every rule ends soon, well or not. */
  @Property(tries = 60)
  void endsSoonWhateverARuleSays(
      @ForAll("texts") List<String> lets, @ForAll("conditions") String condition) {
    List<String> named = new ArrayList<>();
    for (int i = 0; i < lets.size(); i++) {
      named.add("v%d: %s".formatted(i, quoted(lets.get(i).replace("PREVIOUS", previous(i)))));
    }
    String last = previous(lets.size());
    RuleText rule =
        RuleText.named("a")
            .let(String.join("\n  ", named))
            .applies(quoted(condition.replace("PREVIOUS", last)))
            .evidence(says("{" + last + "}"));
    KnowledgeBase.Loaded loaded = KnowledgeBase.load(List.of(rule.ofSite()));
    assertThat(loaded.faults()).isEmpty();

    Spent spent = new Spent();
    loaded.knowledge().examine(RuleFaultsTest.HUNG_TASK, ConfigView.EMPTY, fault -> {});
    spent.isLittle();
  }

  private static String previous(int i) {
    return i == 0 ? "'" + A_HUNDRED + "'" : "v" + (i - 1);
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return text(2).list().ofMinSize(8).ofMaxSize(16);
  }

  @Provide
  Arbitrary<String> conditions() {
    Arbitrary<String> texts = text(2);
    return Arbitraries.oneOf(
        pairs("%s == %s", texts, texts),
        pairs("%s.contains(%s + 'b')", texts, texts),
        pairs("%s.wordAfter(%s) == ''", texts, texts),
        pairs("%s in %s", texts, list(2)),
        pairs("%s.all(x, %s.exists(y, x.endsWith(y)))", list(1), list(2)),
        texts.map(text -> text + ".matches('(a?){30}(a|aa|.*)*b')"));
  }

  private static Arbitrary<String> text(int depth) {
    Arbitrary<String> leaf = Arbitraries.of("PREVIOUS", "trace.header", "trace.path", "'aaa'");
    if (depth == 0) return leaf;
    Arbitrary<String> inner = text(depth - 1);
    return Arbitraries.oneOf(
        leaf,
        pairs("(%s + %s)", inner, inner),
        pairs("(%s == 'b' ? 'b' : %s + PREVIOUS)", inner, inner),
        pairs("%s.join(%s)", list(depth), inner));
  }

  private static Arbitrary<String> list(int depth) {
    Arbitrary<String> inner = text(depth - 1);
    Arbitrary<String> leaf =
        Arbitraries.oneOf(Arbitraries.just("trace.frames"), pairs("[%s, %s]", inner, inner));
    if (depth == 1) return leaf;
    Arbitrary<String> lists = list(depth - 1);
    return Arbitraries.oneOf(
        leaf,
        pairs("(%s + %s)", lists, lists),
        pairs("%s.map(x, x + %s)", lists, inner),
        pairs("%s.filter(x, x != %s)", lists, inner));
  }

  private static Arbitrary<String> pairs(
      String form, Arbitrary<String> first, Arbitrary<String> second) {
    return Combinators.combine(first, second).as((a, b) -> form.formatted(a, b));
  }

  private record Judged(List<Finding> findings, List<RuleFault> faults) {}

  private static Judged judge(RuleText rule) {
    KnowledgeBase.Loaded loaded = KnowledgeBase.load(List.of(rule.ofSite()));
    assertThat(loaded.faults()).isEmpty();
    List<RuleFault> faults = new ArrayList<>();
    loaded.knowledge().examine(RuleFaultsTest.HUNG_TASK, ConfigView.EMPTY, faults::add);
    faults.clear();
    Spent spent = new Spent();
    Diagnosis diagnosis =
        loaded.knowledge().examine(RuleFaultsTest.HUNG_TASK, ConfigView.EMPTY, faults::add);
    spent.isLittle();
    return new Judged(diagnosis.findings(), faults);
  }

  private static List<String> faults(RuleText rule) {
    return faults(rule.yaml());
  }

  private static List<String> faults(String yaml) {
    return NO_RULES.check("a", yaml).stream().map(RuleFault::toString).toList();
  }

  /** Sixteen values, each twice the one before it. */
  private static RuleText doubling(String first) {
    return doubling("a", first);
  }

  private static RuleText doubling(String id, String first) {
    return lets(id, first, "v%1$d + v%1$d");
  }

  private static RuleText lets(String first, String next) {
    return lets("a", first, next);
  }

  private static RuleText lets(String id, String first, String next) {
    return RuleText.named(id)
        .let(
            IntStream.range(0, 16)
                .mapToObj(
                    i -> "v%d: %s".formatted(i, quoted(i == 0 ? first : next.formatted(i - 1))))
                .collect(Collectors.joining("\n  ")));
  }

  private static String says(String template) {
    return "- for: \"true\"\n  weight: weak\n  says: " + quoted(template);
  }

  private static String quoted(String yaml) {
    return '"' + yaml + '"';
  }

  private static String times(String alias) {
    return String.join(", ", List.of(alias, alias, alias, alias, alias, alias, alias, alias));
  }

  /** CPU time and heap of this thread since it was made. */
  static final class Spent {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long CPU_NANOS = 1_000_000_000;
    private static final long BYTES = 256L << 20;

    private final long cpu = THREADS.getCurrentThreadCpuTime();
    private final long bytes = THREADS.getCurrentThreadAllocatedBytes();

    void isLittle() {
      assertThat(THREADS.getCurrentThreadCpuTime() - cpu).as("CPU ns").isLessThan(CPU_NANOS);
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - bytes)
          .as("bytes allocated")
          .isLessThan(BYTES);
    }
  }
}

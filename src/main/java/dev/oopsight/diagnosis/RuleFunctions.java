package dev.oopsight.diagnosis;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;
import static dev.cel.common.CelOverloadDecl.newMemberOverload;
import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload.Binary;
import dev.cel.runtime.CelFunctionOverload.Unary;
import dev.oopsight.config.Setting;
import dev.oopsight.trace.KernelRelease;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The functions that a rule's expressions may call beside CEL's own, as one table.
 *
 * @param form how rules call it, for the reference in docs/rules.md
 * @param says what it gives
 * @param name CEL's name
 * @param overload CEL's declaration
 * @param binding CEL's implementation
 */
record RuleFunctions(
    String form, String says, String name, CelOverloadDecl overload, CelFunctionBinding binding) {

  private static final ListType TEXTS = Vocabulary.TEXTS;

  /** CEL's name of {@code []}. */
  private static final String INDEX = "_[_]";

  private static final ListType NUMBERS = ListType.create(INT);

  private static final List<RuleFunctions> TABLE =
      List.of(
          onConfig(
              "config[\"key\"]",
              "the value of a key",
              INDEX,
              STRING,
              (facts, key) -> orUnknown(facts.value(key))),
          onConfig(
              "config.number(\"key\")",
              "a value that is a whole number",
              "number",
              INT,
              (facts, key) -> orUnknown(facts.number(key))),
          onConfig(
              "config.parameter(\"name\")",
              "a parameter of the kernel's command line; set without a value, \"\" where missing",
              "parameter",
              STRING,
              (facts, name) -> orUnknown(facts.parameter(name))),
          onConfig(
              "config.nics(\"rest\")",
              "every interface of which nic:<interface>:rest is known",
              "nics",
              TEXTS,
              (facts, rest) -> nics(facts, rest)),
          onConfig(
              "config.nicNumbers(\"rest\")",
              "that value of every interface, where it is a whole number",
              "nicNumbers",
              NUMBERS,
              (facts, rest) -> nicNumbers(facts, rest)),
          new RuleFunctions(
              "config.nicsWith(\"rest\", \"value\")",
              "the interfaces where nic:<interface>:rest has that value",
              "nicsWith",
              newMemberOverload("config_nicsWith", TEXTS, Vocabulary.CONFIG, STRING, STRING),
              CelFunctionBinding.from(
                  "config_nicsWith",
                  List.of(Facts.class, String.class, String.class),
                  args -> nicsWith((Facts) args[0], (String) args[1], (String) args[2]))),
          new RuleFunctions(
              "config.interfaces()",
              "the names of all known interfaces but lo",
              "interfaces",
              newMemberOverload("config_interfaces", TEXTS, Vocabulary.CONFIG),
              CelFunctionBinding.from(
                  "config_interfaces", Facts.class, facts -> facts.interfaces())),
          new RuleFunctions(
              "trace.kernel.before(\"2.6.26\")",
              "whether a release is older, by its three numbers",
              "before",
              newMemberOverload("release_before", BOOL, Vocabulary.RELEASE, STRING),
              CelFunctionBinding.from(
                  "release_before", KernelRelease.class, String.class, RuleFunctions::before)),
          new RuleFunctions(
              "list.join(\", \")",
              "the texts of a list as one",
              "join",
              newMemberOverload("texts_join", STRING, TEXTS, STRING),
              CelFunctionBinding.from(
                  "texts_join", Collection.class, String.class, RuleFunctions::join)),
          new RuleFunctions(
              "text.wordAfter(\"words\")",
              "the word that follows, up to a blank or a sign that ends it",
              "wordAfter",
              newMemberOverload("text_wordAfter", STRING, STRING, STRING),
              CelFunctionBinding.from(
                  "text_wordAfter",
                  String.class,
                  String.class,
                  (text, words) -> orUnknown(After.word(text, words)))),
          new RuleFunctions(
              "text.wordBefore(\"words\")",
              "the word that ends right before",
              "wordBefore",
              newMemberOverload("text_wordBefore", STRING, STRING, STRING),
              CelFunctionBinding.from(
                  "text_wordBefore",
                  String.class,
                  String.class,
                  (text, words) -> orUnknown(After.wordBefore(text, words)))),
          new RuleFunctions(
              "text.numberAfter(\"words\")",
              "the whole number that follows",
              "numberAfter",
              newMemberOverload("text_numberAfter", INT, STRING, STRING),
              CelFunctionBinding.from(
                  "text_numberAfter",
                  String.class,
                  String.class,
                  (text, words) -> orUnknown(After.number(text, words)))),
          ofKb(
              "amount(kb)", "7.9 GiB: kB in a readable unit", "amount", STRING, Watermarks::amount),
          ofKb(
              "setBy(kb)",
              "who set vm.min_free_kbytes: formula, ceiling, khugepaged or other",
              "setBy",
              STRING,
              Watermarks::setBy),
          ofKb(
              "impliedRamKb(kb)",
              "the memory for which the kernel computes this vm.min_free_kbytes",
              "impliedRamKb",
              INT,
              Watermarks::impliedRamKb),
          ofKb(
              "usualRam(kb)",
              "the size sold with so much usable memory, \"8 GiB\"; \"\" where none fits",
              "usualRam",
              STRING,
              Watermarks::usualRam),
          ofKb(
              "atomicBarKb(kb)",
              "what of a reserve an atomic request must leave: 3/8",
              "atomicBarKb",
              INT,
              Watermarks::atomicBarKb),
          ofTwo(
              "atomicBarKb(kb, order)",
              "the part of that in blocks of 2^order pages, before 4.4",
              "atomicBarKb",
              Watermarks::atomicBarKb),
          ofTwo(
              "defaultMinFreeKb(ramKb, ceilingKb)",
              "vm.min_free_kbytes as the kernel computes it",
              "defaultMinFreeKb",
              Watermarks::defaultMinFreeKb),
          ofTwo(
              "raisedMinFreeKb(kb, ramKb)",
              "a larger vm.min_free_kbytes to try",
              "raisedMinFreeKb",
              Watermarks::raisedMinFreeKb));

  static final Set<String> NAMES =
      TABLE.stream().map(RuleFunctions::name).collect(Collectors.toUnmodifiableSet());

  /** In the order of the reference. */
  static List<RuleFunctions> table() {
    return TABLE;
  }

  static List<CelFunctionDecl> declarations() {
    Map<String, List<CelOverloadDecl>> overloads =
        TABLE.stream()
            .collect(
                Collectors.groupingBy(
                    RuleFunctions::name,
                    LinkedHashMap::new,
                    Collectors.mapping(RuleFunctions::overload, Collectors.toList())));
    return overloads.entrySet().stream()
        .map(e -> newFunctionDeclaration(e.getKey(), e.getValue()))
        .toList();
  }

  /** Each function also under its plain name, by which unchecked expressions call it. */
  static List<CelFunctionBinding> bindings() {
    Map<String, List<CelFunctionBinding>> byName =
        TABLE.stream()
            .collect(
                Collectors.groupingBy(
                    RuleFunctions::name,
                    Collectors.mapping(RuleFunctions::binding, Collectors.toList())));
    // CEL adds ours to its own of that name, lists and maps, only where ours are several.
    byName.get(INDEX).add(CelFunctionBinding.from("config_at", Facts.class, Long.class, noKey()));
    return byName.entrySet().stream()
        .flatMap(e -> CelFunctionBinding.fromOverloads(e.getKey(), e.getValue()).stream())
        .toList();
  }

  private static RuleFunctions onConfig(
      String form, String says, String name, CelType type, Binary<Facts, String> call) {
    String id = "config_" + (name.equals(INDEX) ? "index" : name);
    CelOverloadDecl overload =
        name.equals(INDEX)
            ? newGlobalOverload(id, type, Vocabulary.CONFIG, STRING)
            : newMemberOverload(id, type, Vocabulary.CONFIG, STRING);
    return new RuleFunctions(
        form, says, name, overload, CelFunctionBinding.from(id, Facts.class, String.class, call));
  }

  private static RuleFunctions ofKb(
      String form, String says, String name, CelType type, Unary<Long> call) {
    return new RuleFunctions(
        form,
        says,
        name,
        newGlobalOverload(name + "_kb", type, INT),
        CelFunctionBinding.from(name + "_kb", Long.class, call));
  }

  private static RuleFunctions ofTwo(
      String form, String says, String name, Binary<Long, Long> call) {
    return new RuleFunctions(
        form,
        says,
        name,
        newGlobalOverload(name + "_two", INT, INT, INT),
        CelFunctionBinding.from(name + "_two", Long.class, Long.class, call));
  }

  private static Binary<Facts, Long> noKey() {
    return (facts, number) -> {
      throw new IllegalArgumentException("a key of config is a text, not " + number);
    };
  }

  private static Object orUnknown(Optional<?> value) {
    return value.isPresent() ? value.get() : Facts.UNKNOWN;
  }

  private static Object nics(Facts facts, String rest) {
    Map<String, Setting> settings = facts.ofEveryNic(rest);
    return settings.isEmpty() ? Facts.UNKNOWN : List.copyOf(settings.keySet());
  }

  private static Object nicNumbers(Facts facts, String rest) {
    List<Long> numbers =
        facts.ofEveryNic(rest).values().stream()
            .flatMap(s -> Facts.wholeNumber(s.value()).stream())
            .toList();
    return numbers.isEmpty() ? Facts.UNKNOWN : numbers;
  }

  private static Object nicsWith(Facts facts, String rest, String value) {
    Map<String, Setting> settings = facts.ofEveryNic(rest);
    if (settings.isEmpty()) return Facts.UNKNOWN;
    return settings.entrySet().stream()
        .filter(e -> e.getValue().value().equals(value))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Object before(KernelRelease release, String other) {
    KernelRelease bound =
        KernelRelease.of(other)
            .orElseThrow(() -> new IllegalArgumentException("no release: " + other));
    return release.compareTo(bound) < 0;
  }

  private static Object join(Collection<?> texts, String separator) {
    return texts.stream().map(String::valueOf).collect(Collectors.joining(separator));
  }
}

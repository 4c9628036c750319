package dev.oopsight.diagnosis;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.oopsight.diagnosis.Expression.Planned;
import dev.oopsight.diagnosis.Rule.Text;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CEL with our facts and functions, and with bounds: an expression is at most 2000 characters long
 * and 32 deep, so that even values that stand in one another stay far from the end of the stack; a
 * value is never a list of lists; and regular expressions run in linear time. What remains is
 * counted while it runs: {@link Budget}. One language for each rule, because each has names of its
 * own.
 *
 * <p>A rule of the site is compiled against the types of all names. A shipped rule was so by the
 * build; there each expression is only parsed, and only once it is asked, because checking them all
 * takes longer than reading a log. CEL then picks a function's overload by the values.
 *
 * <p>Source: the CEL specification, github.com/google/cel-spec.
 */
final class RuleLanguage {

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(10_000)
          .maxExpressionCodePointSize(2_000)
          .maxParseRecursionDepth(32)
          .maxRegexProgramSize(500)
          .enableHiddenAccumulatorVar(true)
          .build();

  /** Four times what the largest rule has. */
  private static final int MOST_EXPRESSIONS = 300;

  private static final Set<CelKind> PLAIN =
      Set.of(CelKind.BOOL, CelKind.INT, CelKind.DOUBLE, CelKind.STRING);

  private static final Pattern PATH = Pattern.compile("[A-Za-z_][\\w.]*+");

  /** Costs a tenth of a second to build; so it is built with the first rule that is checked. */
  private static final class Checking {
    static final CelCompiler COMPILER = compiler();

    private static CelCompiler compiler() {
      CelCompilerBuilder builder =
          CelCompilerFactory.standardCelCompilerBuilder()
              .setOptions(OPTIONS)
              .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
              .addVar("config", Vocabulary.CONFIG)
              .addFunctionDeclarations(RuleFunctions.declarations());
      Vocabulary.table().forEach(fact -> builder.addVar(fact.name(), fact.type()));
      return builder.build();
    }
  }

  private static final class Running {
    static final CelParser PARSER =
        CelParserFactory.standardCelParserBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .build();
    static final CelRuntime RUNTIME =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .addFunctionBindings(RuleFunctions.bindings())
            .build();
  }

  /** Empty where the rule is trusted. */
  private Optional<CelCompiler> compiler;

  private final BiConsumer<Integer, String> fault;

  private int checked;

  private RuleLanguage(Optional<CelCompiler> compiler, BiConsumer<Integer, String> fault) {
    this.compiler = compiler;
    this.fault = fault;
  }

  /**
   * The language of one rule.
   *
   * @param checked whether expressions are held against the types of all names
   * @param fault told line and fault of every expression that does not compile, where they are
   */
  static RuleLanguage of(boolean checked, BiConsumer<Integer, String> fault) {
    return new RuleLanguage(checked ? Optional.of(Checking.COMPILER) : Optional.empty(), fault);
  }

  static void warmUp() {
    try {
      parse(new Text("config[\"key\"] == \"value\" && size([1]) > 0", 0));
    } catch (RuleBroken | CelEvaluationException e) {
      throw new AssertionError("sound by the specification", e);
    }
  }

  /** Parses what needs no check. */
  static Planned parse(Text text) throws RuleBroken, CelEvaluationException {
    CelValidationResult result = Running.PARSER.parse(text.value());
    try {
      CelAbstractSyntaxTree ast = result.getAst();
      return new Planned(Running.RUNTIME.createProgram(ast), Cost.of(ast));
    } catch (CelValidationException e) {
      throw new RuleBroken(text, String.valueOf(e.getMessage()));
    }
  }

  /** Compiles a value of the rule's own; from now on expressions may use its name. */
  Optional<Expression> name(String name, Text text) {
    if (compiler.isEmpty()) return Optional.of(Expression.trusted(text));
    Optional<CelAbstractSyntaxTree> checked = check(text);
    checked.ifPresent(ast -> compiler = compiler.map(c -> with(c, name, ast.getResultType())));
    return checked.flatMap(ast -> plan(text, ast));
  }

  /** Compiles the hole of a template; empty where that fails, and the fault was told. */
  Optional<Expression> value(Text text) {
    if (compiler.isEmpty()) return Optional.of(Expression.trusted(text));
    return check(text).flatMap(ast -> plan(text, ast));
  }

  /** Compiles what is to be true or false; empty where that fails, and the fault was told. */
  Optional<Expression> condition(Text text) {
    if (compiler.isEmpty()) return Optional.of(Expression.trusted(text));
    return check(text).filter(ast -> isBool(text, ast)).flatMap(ast -> plan(text, ast));
  }

  private Optional<CelAbstractSyntaxTree> check(Text text) {
    if (++checked > MOST_EXPRESSIONS) {
      if (checked == MOST_EXPRESSIONS + 1) {
        fault.accept(text.line(), "more than " + MOST_EXPRESSIONS + " expressions: split the rule");
      }
      return Optional.empty();
    }
    try {
      CelValidationResult result = compiler.orElseThrow().compile(text.value());
      if (!result.hasError()) return Optional.of(result.getAst()).filter(ast -> isPlain(text, ast));
      result.getErrors().forEach(issue -> tell(text, issue));
    } catch (CelValidationException e) {
      fault.accept(text.line(), quoted(text) + e.getMessage());
    }
    return Optional.empty();
  }

  /**
   * Whether no operation gives what may be larger than it costs to make: a list in which lists
   * stand many times, or a value of which nothing is known beforehand.
   */
  private boolean isPlain(Text text, CelAbstractSyntaxTree ast) {
    Optional<CelType> other = ast.getTypeMap().values().stream().filter(t -> !isPlain(t)).findAny();
    other.ifPresent(
        type ->
            fault.accept(
                text.line(),
                quoted(text)
                    + "a rule's values are bool, int, double, string and lists of these, not "
                    + CelTypes.format(type)));
    return other.isEmpty();
  }

  private static boolean isPlain(CelType type) {
    if (type instanceof ListType list) return PLAIN.contains(list.elemType().kind());
    return PLAIN.contains(type.kind()) || type.kind() == CelKind.OPAQUE;
  }

  private boolean isBool(Text text, CelAbstractSyntaxTree ast) {
    boolean bool = ast.getResultType().equals(SimpleType.BOOL);
    if (!bool) {
      String found = ast.getResultType().name();
      fault.accept(text.line(), quoted(text) + "must be a bool, is a " + found);
    }
    return bool;
  }

  private Optional<Expression> plan(Text text, CelAbstractSyntaxTree ast) {
    try {
      Planned planned = new Planned(Running.RUNTIME.createProgram(ast), Cost.of(ast));
      return Optional.of(Expression.compiled(text, planned));
    } catch (CelEvaluationException e) {
      fault.accept(text.line(), quoted(text) + e.getMessage());
    }
    return Optional.empty();
  }

  private static CelCompiler with(CelCompiler compiler, String name, CelType type) {
    return compiler.toCompilerBuilder().addVar(name, type).build();
  }

  private void tell(Text text, CelIssue issue) {
    int line = text.line() + Math.max(0, issue.getSourceLocation().getLine() - 1);
    String what = issue.getMessage();
    if (what.startsWith("undeclared reference")) {
      String name = nameAt(text.value(), issue);
      what = "there is no " + name + "; known are " + Vocabulary.alike(name);
    }
    fault.accept(line, quoted(text) + what);
  }

  private static String nameAt(String text, CelIssue issue) {
    String[] lines = text.split("\n", -1);
    int line = issue.getSourceLocation().getLine() - 1;
    if (line < 0 || line >= lines.length) return "such name";
    int column = Math.min(Math.max(issue.getSourceLocation().getColumn(), 0), lines[line].length());
    Matcher m = PATH.matcher(lines[line]).region(column, lines[line].length());
    return m.lookingAt() ? m.group() : "such name";
  }

  private static String quoted(Text text) {
    return text.quoted() + ": ";
  }
}

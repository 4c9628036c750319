package dev.oopsight.diagnosis;

/** Writes rules for tests: a hung task in a file system, with one weak piece of evidence. */
final class RuleText {

  private final String id;
  private String severity = "low";
  private String applies = "true";
  private String weight = "weak";
  private String let = "";
  private String evidence = "";
  private String remedy = "";

  private RuleText(String id) {
    this.id = id;
  }

  static RuleText named(String id) {
    return new RuleText(id);
  }

  RuleText severity(String word) {
    severity = word;
    return this;
  }

  RuleText applies(String condition) {
    applies = condition;
    return this;
  }

  RuleText weight(String word) {
    weight = word;
    return this;
  }

  RuleText let(String line) {
    let = "let:\n  " + line + "\n";
    return this;
  }

  RuleText evidence(String yaml) {
    evidence = yaml.indent(2);
    return this;
  }

  RuleText remedy(String run) {
    remedy = "remedy:\n  - run: " + run + "\n    cost: none\n";
    return this;
  }

  String yaml() {
    String items =
        evidence.isEmpty()
            ? "  - for: trace.path == \"fs\"\n    weight: " + weight + "\n    says: a file system\n"
            : evidence;
    return "id: "
        + id
        + "\nclass: test.rule\ntitle: A test\nseverity: "
        + severity
        + "\nkinds: hung_task\napplies: "
        + applies
        + "\n"
        + let
        + "explanation: It was tested.\nevidence:\n"
        + items
        + remedy
        + "source: none\nexamples:\n"
        + "  fires: {trace: {frames: [xfs_log_force]}}\n"
        + "  silent: {trace: {kind: panic}}\n"
        + "  missing: {trace: {kernel: 5.10.0}}\n";
  }

  RuleFile ofSite() {
    return RuleFile.ofSite(id + ".yaml", yaml());
  }

  RuleFile builtIn() {
    return RuleFile.builtIn(id + ".yaml", yaml());
  }

  /** The same rule with one piece of its text replaced. */
  RuleFile broken(String part, String by) {
    String yaml = yaml();
    if (!yaml.contains(part)) throw new IllegalArgumentException("no " + part + " in " + yaml);
    return RuleFile.ofSite(id + ".yaml", yaml.replace(part, by));
  }
}

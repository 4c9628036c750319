package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

/**
 * One rule as text, read by the caller from wherever it lies.
 *
 * @param name of the file, {@code slub-order1-no-fallback.yaml}, or what stands for it in faults
 * @param text YAML; its form stands in docs/rules.md
 * @param origin who answers for it
 */
public record RuleFile(String name, String text, Origin origin) {

  private static final String ENDING = ".yaml";

  /** Who answers for a rule. */
  public enum Origin {
    /** Shipped with the program: its expressions were checked by the build. */
    BUILT_IN("built-in"),
    /** A file of the site's own, read at the start: its expressions are checked then. */
    DIRECTORY("directory"),
    /** Published while the program runs: it was checked, examples too, before it came to rule. */
    TOPIC("topic");

    private final String id;

    Origin(String id) {
      this.id = id;
    }

    /** The word for it in tables and answers. */
    public String id() {
      return id;
    }
  }

  public RuleFile {
    requireNonNull(name);
    requireNonNull(text);
    requireNonNull(origin);
  }

  /** A rule that was shipped; its expressions are compiled when first needed. */
  public static RuleFile builtIn(String name, String text) {
    return new RuleFile(name, text, Origin.BUILT_IN);
  }

  /** A rule of the site's own; its expressions are compiled at once. */
  public static RuleFile ofSite(String name, String text) {
    return new RuleFile(name, text, Origin.DIRECTORY);
  }

  /** A rule that was published under that id; its expressions are compiled at once. */
  public static RuleFile ofTopic(String id, String text) {
    return new RuleFile(id + ENDING, text, Origin.TOPIC);
  }

  /** The id of the rule that a file of this name holds. */
  public String id() {
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
  }
}

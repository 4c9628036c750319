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

  /** Who answers for a rule. */
  public enum Origin {
    /** Shipped with the program: its expressions were checked by the build. */
    BUILT_IN,
    /** Written at the site: its expressions are checked when it is loaded. */
    SITE
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
    return new RuleFile(name, text, Origin.SITE);
  }
}

package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.oopsight.trace.Kind;
import java.util.Set;

/**
 * A rule in one line.
 *
 * @param id names the rule and its file
 * @param classId incident class, {@code mem.alloc.atomic.highorder}
 * @param severity should it be the explanation
 * @param kinds of traces that it looks at
 * @param title as written, with holes for values where it has some
 * @param origin who answers for it
 */
public record RuleSummary(
    String id,
    String classId,
    Severity severity,
    Set<Kind> kinds,
    String title,
    RuleFile.Origin origin) {
  public RuleSummary {
    requireNonNull(id);
    requireNonNull(classId);
    requireNonNull(severity);
    kinds = Set.copyOf(kinds);
    requireNonNull(title);
    requireNonNull(origin);
  }
}

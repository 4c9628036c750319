package dev.oopsight.query;

import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.diagnosis.LiveRules;
import dev.oopsight.diagnosis.RuleFile;
import java.util.List;

/** Two rules of the start, for tests: {@code slub-order1-no-fallback} and {@code site-link}. */
public final class SampleRules {

  static final String LINK =
      """
      id: site-link
      class: site.link
      title: A link of this site went down
      severity: low
      kinds: [link_down, panic]
      applies: "true"
      explanation: Ask the people in the hall.
      evidence:
        - for: trace.header.contains("eth0")
          weight: weak
          says: it is eth0
      source: the site's own handbook
      examples:
        fires: {trace: {header: "eth0: Link is Down"}}
        silent: {trace: {kind: oom_kill}}
        missing: {trace: {header: "eth0: Link is Down"}}
      """;

  private SampleRules() {}

  /** One that says more than a rule may. */
  static String greedy(String id) {
    StringBuilder lets = new StringBuilder("let:\n  v0: '\"" + "a".repeat(100) + "\"'\n");
    for (int i = 1; i < 16; i++) lets.append("  v%d: v%d + v%d\n".formatted(i, i - 1, i - 1));
    return LINK.replace("site-link", id)
        .replace("applies: \"true\"\n", "applies: size(v15) > 0\n" + lets);
  }

  public static LiveRules ofStart() {
    return new LiveRules(
        KnowledgeBase.load(
                List.of(
                    RuleFile.ofSite("site-link.yaml", LINK),
                    RuleFile.builtIn(
                        "slub-order1-no-fallback.yaml",
                        LINK.replace("site-link", "slub-order1-no-fallback"))))
            .knowledge());
  }
}

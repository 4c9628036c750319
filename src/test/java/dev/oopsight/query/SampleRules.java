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

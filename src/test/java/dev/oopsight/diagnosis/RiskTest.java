package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.app.BuiltInRules;
import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What rules would blame on a host on which nothing happened. */
class RiskTest {

  private static final KnowledgeBase BUILT_IN = BuiltInRules.load();

  private static final String RULE =
      """
      id: reserve-small
      class: site.reserve
      title: The reserve is small
      severity: high
      kinds: page_allocation_failure
      applies: alloc.atomic
      let:
        reserve: config.number("sysctl:vm.min_free_kbytes")
      explanation: A small reserve.
      evidence:
        - for: reserve < 20000
          weight: strong
          says: the reserve was {reserve}
        - for: trace.path == "rx" && reserve < 20000
          weight: decisive
          says: the stack was the receive path
        - for: trace.kernel.before("2.6.26")
          weight: weak
          says: the kernel was {trace.kernel}
        - against: config["sysctl:vm.zone_reclaim_mode"] == "1"
          weight: medium
          says: zones were reclaimed
      remedy:
        - when: reserve < 20000
          run: sysctl -w vm.min_free_kbytes=65536
          cost: 64 MiB that programs do not get
        - when: alloc.order > 0
          run: echo 1 > /proc/sys/vm/compact_memory
          cost: a moment
        - run: systemctl reboot
          cost: a restart
      source: the site's own handbook
      examples:
        fires:
          trace: {order: 1, flags: [__GFP_HIGH]}
          config: {"sysctl:vm.min_free_kbytes": "11495"}
        silent: {trace: {order: 1, flags: [__GFP_DIRECT_RECLAIM]}}
        missing: {trace: {order: 1, flags: [__GFP_HIGH]}}
      """;

  private final KnowledgeBase knowledge =
      KnowledgeBase.load(List.of(RuleFile.ofSite("reserve-small.yaml", RULE))).knowledge();

  @Test
  void standsOnTheEvidenceThatConfigAloneGives() {
    List<Risk> risks =
        risks(
            knowledge,
            Map.of(
                "sysctl:vm.min_free_kbytes", "11495",
                "sysctl:kernel.osrelease", "2.6.24",
                "sysctl:vm.swappiness", "60"));

    assertThat(risks).hasSize(1);
    Risk risk = risks.get(0);
    assertThat(risk.rule()).isEqualTo("reserve-small");
    assertThat(risk.score()).as("strong and weak, not what a trace would tell").isEqualTo(12);
    assertThat(risk.evidence())
        .extracting(Evidence::says)
        .containsExactly("the reserve was 11495", "the kernel was 2.6.24");
    assertThat(risk.settings())
        .extracting(Setting::key)
        .containsExactly("sysctl:kernel.osrelease", "sysctl:vm.min_free_kbytes");
    assertThat(risk.remedies())
        .extracting(Remedy::run)
        .containsExactly("sysctl -w vm.min_free_kbytes=65536");
  }

  @Test
  void isSilentWhereTheSettingIsOtherwiseOrUnknown() {
    assertThat(risks(knowledge, Map.of("sysctl:vm.min_free_kbytes", "65536"))).isEmpty();
    assertThat(risks(knowledge, Map.of("sysctl:vm.swappiness", "60"))).isEmpty();
    assertThat(risks(knowledge, Map.of())).isEmpty();
    assertThat(risks(knowledge, Map.of("sysctl:kernel.osrelease", "2.6.24")))
        .as("weak alone")
        .isEmpty();
  }

  @Test
  void weighsWhatSpeaksAgainst() {
    Map<String, String> config =
        Map.of("sysctl:vm.min_free_kbytes", "11495", "sysctl:vm.zone_reclaim_mode", "1");

    assertThat(risks(knowledge, config)).as("8 by 3 is less than 3").isEmpty();
  }

  @Test
  void isFoundByShippedRulesWithoutAnyMarkInThem() {
    assertThat(
            risks(
                BUILT_IN,
                Map.of(
                    "sysctl:kernel.panic_on_oops", "0",
                    "sysctl:vm.min_free_kbytes", "11495",
                    "sysctl:kernel.osrelease", "2.6.24-gentoo-r8")))
        .extracting(Risk::rule)
        .contains("oops-survived", "slub-order1-no-fallback", "min-free-kbytes-untouched");
  }

  @Test
  void breaksNoShippedRuleWhateverTheConfig() {
    for (String value : List.of("0", "1", "-1", "", "on", "99999999999999999999", "a b c")) {
      TreeMap<String, String> config = new TreeMap<>();
      for (RuleSummary rule : BUILT_IN.rules()) config.put("sysctl:x." + rule.id(), value);
      config.put("sysctl:vm.min_free_kbytes", value);
      config.put("sysctl:kernel.panic_on_oops", value);
      config.put("sysctl:kernel.osrelease", value);
      config.put("kernel:cmdline", value);
      config.put("nic:eth0:feature.tcp-segmentation-offload", value);
      config.put("mem:total_kb", value);

      assertThat(
              BUILT_IN.risks(
                  view(config),
                  fault -> {
                    throw new AssertionError(fault.toString());
                  }))
          .as(value)
          .allSatisfy(risk -> assertThat(risk.score()).isGreaterThanOrEqualTo(Risk.LEAST_SCORE));
    }
  }

  private static List<Risk> risks(KnowledgeBase knowledge, Map<String, String> config) {
    return knowledge.risks(
        view(config),
        fault -> {
          throw new AssertionError(fault.toString());
        });
  }

  private static ConfigView view(Map<String, String> values) {
    TreeMap<String, Setting> settings = new TreeMap<>();
    values.forEach(
        (key, value) ->
            settings.put(key, new Setting(key, value, Instant.EPOCH, Instant.EPOCH, false)));
    return new ConfigView(settings);
  }
}

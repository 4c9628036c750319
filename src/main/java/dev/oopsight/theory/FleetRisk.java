package dev.oopsight.theory;

import dev.oopsight.config.ConfigView;
import dev.oopsight.diagnosis.Risk;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Fleet.HostAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The config that rules blame, on hosts that have not failed by it. How many hosts of the same kind
 * did fail is counted and told, and nothing is claimed from it.
 *
 * <p>Hosts that failed count with the config of then: who fails is often mended.
 */
public final class FleetRisk {

  /** Hosts that are looked at, picked blindly where there are more. */
  static final int MOST_HOSTS = 1_000;

  private static final Comparator<RiskOnHost> WEIGHTIEST_FIRST =
      Comparator.comparingDouble((RiskOnHost at) -> at.risk().score())
          .thenComparing(at -> at.risk().severity())
          .thenComparing(RiskOnHost::failedWith)
          .reversed()
          .thenComparing(at -> at.risk().rule())
          .thenComparing(RiskOnHost::host);

  private final Fleet fleet;
  private final Function<ConfigView, List<Risk>> rules;
  private final Instant now;
  private final Map<HostId, Map<String, Instant>> failed;
  private final Map<HostId, List<Risk>> risks = new TreeMap<>();
  private final Map<String, Integer> with = new HashMap<>();
  private final Map<String, Integer> failedWith = new HashMap<>();
  private final Map<String, Integer> failedOthers = new HashMap<>();

  private FleetRisk(Fleet fleet, Function<ConfigView, List<Risk>> rules, Instant now) {
    this.fleet = fleet;
    this.rules = rules;
    this.now = now;
    this.failed = fleet.blamed();
    List<HostId> picked = fleet.pickOutside(MOST_HOSTS, Set.of());
    for (int from = 0; from < picked.size(); from += SpreadOfPrint.AT_ONCE) {
      look(picked.subList(from, Math.min(from + SpreadOfPrint.AT_ONCE, picked.size())));
    }
  }

  /**
   * What any rule that was blamed on some host would blame on others, the weightiest first.
   *
   * @param rules what they would blame by config alone
   */
  public static List<RiskOnHost> of(
      Fleet fleet, Function<ConfigView, List<Risk>> rules, Instant now) {
    FleetRisk risk = new FleetRisk(fleet, rules, now);
    return risk.risks.keySet().stream()
        .flatMap(host -> risk.on(host).stream())
        .filter(at -> at.failedWith() > 0)
        .sorted(WEIGHTIEST_FIRST)
        .toList();
  }

  /** What any rule would blame on one host, the weightiest first. */
  public static List<RiskOnHost> ofHost(
      Fleet fleet, Function<ConfigView, List<Risk>> rules, Instant now, HostId host) {
    FleetRisk risk = new FleetRisk(fleet, rules, now);
    return risk.on(host).stream().sorted(WEIGHTIEST_FIRST).toList();
  }

  private void look(List<HostId> hosts) {
    Set<HostAt> moments = new HashSet<>();
    for (HostId host : hosts) {
      moments.add(new HostAt(host, now));
      failed.getOrDefault(host, Map.of()).values().stream()
          .map(at -> new HostAt(host, at))
          .forEach(moments::add);
    }
    Map<HostAt, ConfigView> values = fleet.values(moments);
    hosts.forEach(host -> look(host, values));
  }

  private void look(HostId host, Map<HostAt, ConfigView> values) {
    List<Risk> risky = judge(values, host, now);
    risks.put(host, risky);
    Set<String> held = ids(risky);
    Map<Instant, Set<String>> heldThen = new HashMap<>();
    failed
        .getOrDefault(host, Map.of())
        .forEach(
            (rule, at) -> {
              boolean then =
                  heldThen.computeIfAbsent(at, t -> ids(judge(values, host, t))).contains(rule);
              if (then) held.add(rule);
              (held.contains(rule) ? failedWith : failedOthers).merge(rule, 1, Integer::sum);
            });
    held.forEach(rule -> with.merge(rule, 1, Integer::sum));
  }

  private List<Risk> judge(Map<HostAt, ConfigView> values, HostId host, Instant at) {
    return rules.apply(values.getOrDefault(new HostAt(host, at), ConfigView.EMPTY));
  }

  private static Set<String> ids(List<Risk> risks) {
    return risks.stream().map(Risk::rule).collect(Collectors.toCollection(HashSet::new));
  }

  private List<RiskOnHost> on(HostId host) {
    List<Risk> risky = risks.get(host);
    if (risky == null) risky = judge(fleet.values(List.of(new HostAt(host, now))), host, now);
    Set<String> blamed = failed.getOrDefault(host, Map.of()).keySet();
    List<RiskOnHost> rows = new ArrayList<>();
    for (Risk risk : risky) {
      if (blamed.contains(risk.rule())) continue;
      int same = with.getOrDefault(risk.rule(), 0);
      rows.add(
          new RiskOnHost(
              host,
              risk,
              same,
              failedWith.getOrDefault(risk.rule(), 0),
              risks.size() - same,
              failedOthers.getOrDefault(risk.rule(), 0)));
    }
    return rows;
  }
}

package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rules in force while the program runs: those of the start, and on top of them those that were
 * published since. A published rule rules in the place of its namesake, until it is withdrawn.
 *
 * <p>Whoever judges takes {@link #inForce} once a trace: it is swapped as a whole, after all that
 * takes time was done by whoever published. Threads may share it.
 */
public final class LiveRules {

  /** As many rules as may be published, so that their texts and programs fit on any heap. */
  public static final int MOST_PUBLISHED = 500;

  private final KnowledgeBase ofStart;
  private final Map<String, LoadedRule> published = new TreeMap<>();
  private final SortedMap<String, LoadedRule> unfit = new TreeMap<>();

  /** Passed the check, and may not have come to rule yet. */
  private final Set<String> admitted = new TreeSet<>();

  private volatile KnowledgeBase inForce;

  /**
   * Nothing is published yet.
   *
   * @param ofStart what judges alone then
   */
  public LiveRules(KnowledgeBase ofStart) {
    this.ofStart = requireNonNull(ofStart);
    this.inForce = ofStart;
  }

  /** What judges now. */
  public KnowledgeBase inForce() {
    return inForce;
  }

  /**
   * Holds a rule against everything that it must be to rule: its form, its types, its bounds, and
   * its own examples. How many steps that can take is bounded as well. One that passes counts among
   * the published ones from then on, so that a flood of them ends here.
   *
   * @param id under which it is to be published
   * @return what is wrong with it; empty where it may rule
   */
  public List<RuleFault> check(String id, String yaml) {
    List<RuleFault> faults = new ArrayList<>(tooMany(id, admitted));
    if (!faults.isEmpty()) return faults;
    Optional<LoadedRule> loaded =
        RuleReader.read(RuleFile.ofTopic(id, yaml), faults::add)
            .flatMap(rule -> LoadedRule.of(rule, true, faults::add));
    loaded.stream()
        .flatMap(rule -> RuleExamples.runAll(rule, name -> Optional.empty()).stream())
        .forEach(result -> result.fault().ifPresent(faults::add));
    if (faults.isEmpty()) admit(id);
    return faults;
  }

  private synchronized void admit(String id) {
    admitted.add(id);
  }

  /**
   * Puts a rule in force that passed {@link #check}. Where it does not fit after all, since another
   * version of the program has checked it, whatever ruled under its id before the publication goes
   * on.
   *
   * @return what is wrong with it; empty where it rules
   */
  public synchronized List<RuleFault> put(String id, String yaml) {
    List<RuleFault> faults = new ArrayList<>(tooMany(id, Set.of()));
    if (!faults.isEmpty()) return faults;
    RuleFile file = RuleFile.ofTopic(id, yaml);
    Optional<LoadedRule> loaded =
        RuleReader.read(file, faults::add).flatMap(rule -> LoadedRule.of(rule, false, faults::add));
    if (loaded.isPresent()) {
      unfit.remove(id);
      published.put(id, loaded.get());
    } else {
      published.remove(id);
      unfit.put(id, LoadedRule.unfit(file, id, faults));
    }
    inForce = ofStart.under(published);
    return faults;
  }

  private synchronized List<RuleFault> tooMany(String id, Set<String> others) {
    Set<String> ids = new TreeSet<>(published.keySet());
    ids.addAll(unfit.keySet());
    ids.addAll(others);
    if (ids.contains(id) || ids.size() < MOST_PUBLISHED) return List.of();
    String what = MOST_PUBLISHED + " rules are published, and no more can be: withdraw some";
    return List.of(new RuleFault(RuleFile.ofTopic(id, "").name(), id, 0, what));
  }

  /** Takes a published rule back: its namesake of the start rules again, where there is one. */
  public synchronized void remove(String id) {
    published.remove(id);
    unfit.remove(id);
    admitted.remove(id);
    inForce = ofStart.under(published);
  }

  /** Every rule, by id. */
  public synchronized List<KnownRule> rules() {
    SortedSet<String> ids = new TreeSet<>(inForce.loaded().keySet());
    ids.addAll(unfit.keySet());
    return ids.stream().map(this::known).toList();
  }

  /** One of them. */
  public synchronized Optional<KnownRule> rule(String id) {
    boolean known = inForce.loaded().containsKey(id) || unfit.containsKey(id);
    return known ? Optional.of(known(id)) : Optional.empty();
  }

  private KnownRule known(String id) {
    LoadedRule ruling = inForce.loaded().get(id);
    LoadedRule broken = unfit.get(id);
    LoadedRule shown = ruling == null ? broken : ruling;
    return new KnownRule(
        id,
        shown.file().origin(),
        shown.rule().map(Rule::summary),
        published.containsKey(id) && ofStart.loaded().containsKey(id),
        shown.file().text(),
        broken == null ? faultsOf(shown) : broken.faults(),
        shown.fired(),
        shown.breaks());
  }

  private static List<RuleFault> faultsOf(LoadedRule rule) {
    return Stream.concat(rule.faults().stream(), rule.lastBreak().stream()).toList();
  }
}

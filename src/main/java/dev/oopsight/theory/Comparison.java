package dev.oopsight.theory;

import dev.oopsight.theory.Spread.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds affected hosts against others. A property explains only what sets the affected apart: a
 * kernel that runs on all hosts explains nothing, however many of them fail.
 *
 * <p>Every value that any affected host has is tested, and the chance of each is multiplied by
 * their number (Bonferroni), since among many values some are rare by chance. The test takes hosts
 * for independent; where they are bought, installed and changed in batches, what goes with a batch
 * looks the same as its cause, and all of it is listed.
 */
public final class Comparison {

  /** A verdict must be less likely by chance than this. */
  public static final double CLAIM = 0.01;

  /** That share of the affected must have a value for it to bind. */
  static final double AS_GOOD_AS_ALL = 0.9;

  /** Fewer hosts are no fleet. */
  static final int LEAST_HOSTS = 5;

  private static final Comparator<Share> LEAST_LIKELY_FIRST =
      Comparator.comparingDouble(Share::chance)
          .thenComparing(Share::property)
          .thenComparing(Share::value);

  private Comparison() {}

  /**
   * Compares.
   *
   * @param affected hosts in all
   * @param known hosts in all, affected ones among them
   * @param incidents on the affected hosts
   * @param subjects those hosts of which is told what they are like: all, or of each sort as many
   *     as were picked blindly
   */
  public static Spread of(long affected, long known, long incidents, List<Subject> subjects) {
    int cases = (int) subjects.stream().filter(Subject::affected).count();
    int others = subjects.size() - cases;
    List<Share> shares = shares(subjects);
    boolean compared = shares.stream().anyMatch(s -> s.othersKnown() > 0);
    double least =
        compared
            ? Math.min(1, Chance.ofTheVery(cases, subjects.size()) * Math.max(1, shares.size()))
            : 1;
    double concentration = Chance.onSoFew(affected, incidents, known);
    Verdict verdict;
    OptionalDouble chance = OptionalDouble.empty();
    if (affected > 1 && !shares.isEmpty() && shares.stream().anyMatch(Comparison::binds)) {
      Share first = shares.stream().filter(Comparison::binds).findFirst().orElseThrow();
      verdict = Verdict.of(first.property().family());
      chance = OptionalDouble.of(first.chance());
    } else if (concentration <= CLAIM) {
      verdict = Verdict.HOST_BOUND;
      chance = OptionalDouble.of(concentration);
    } else if (affected >= LEAST_HOSTS && (least <= CLAIM || affected >= known * AS_GOOD_AS_ALL)) {
      verdict = Verdict.FLEET_WIDE;
    } else {
      verdict = Verdict.TOO_FEW_HOSTS;
    }
    return new Spread(verdict, affected, known, incidents, cases, others, chance, least, shares);
  }

  /** Whether chance does not explain a value that as good as all affected hosts have. */
  static boolean binds(Share share) {
    return share.affectedKnown() > 1
        && share.chance() <= CLAIM
        && share.affectedWith() >= AS_GOOD_AS_ALL * share.affectedKnown();
  }

  private static List<Share> shares(List<Subject> subjects) {
    Map<Property, Set<String>> values = new TreeMap<>();
    for (Subject subject : subjects) {
      if (!subject.affected()) continue;
      subject.known().forEach((p, v) -> values.computeIfAbsent(p, x -> new TreeSet<>()).addAll(v));
    }
    int tests = values.values().stream().mapToInt(Set::size).sum();
    List<Share> shares = new ArrayList<>();
    values.forEach(
        (property, some) -> some.forEach(v -> shares.add(share(property, v, subjects, tests))));
    shares.sort(LEAST_LIKELY_FIRST);
    return shares;
  }

  private static Share share(Property property, String value, List<Subject> subjects, int tests) {
    int[] with = new int[2];
    int[] known = new int[2];
    for (Subject subject : subjects) {
      Set<String> has = subject.known().get(property);
      if (has == null) continue;
      int side = subject.affected() ? 0 : 1;
      known[side]++;
      if (has.contains(value)) with[side]++;
    }
    double chance =
        Chance.atLeast(with[0], known[0], with[0] + with[1], known[0] + known[1]) * tests;
    return new Share(property, value, with[0], known[0], with[1], known[1], Math.min(1, chance));
  }
}

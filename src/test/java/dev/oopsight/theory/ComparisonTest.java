package dev.oopsight.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.oopsight.theory.Spread.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Property KERNEL = new Property(Family.KERNEL, "sysctl:kernel.osrelease");
  private static final Property DRIVER = new Property(Family.DRIVER, "nic:*:driver.name");
  private static final Property MODEL = new Property(Family.MODEL, "dmi:product.name");
  private static final Property RESERVE = new Property(Family.CONFIG, "sysctl:vm.min_free_kbytes");

  private final List<Subject> subjects = new ArrayList<>();

  @Test
  void bindsToTheKernelThatTheAffectedRunAndOthersDoNot() {
    hosts(6, true, Map.of(KERNEL, "6.1.0-26", DRIVER, "bnxt_en"));
    hosts(4, false, Map.of(KERNEL, "6.1.0-26", DRIVER, "bnxt_en"));
    hosts(90, false, Map.of(KERNEL, "6.1.0-25", DRIVER, "bnxt_en"));

    Spread spread = compare();

    assertThat(spread.verdict()).isEqualTo(Verdict.KERNEL_BOUND);
    Share first = spread.shares().get(0);
    assertThat(first.value()).isEqualTo("6.1.0-26");
    assertThat(first.affectedWith() + " of " + first.affectedKnown()).isEqualTo("6 of 6");
    assertThat(first.othersWith() + " of " + first.othersKnown()).isEqualTo("4 of 94");
    // Two values were looked at: twice 10 over 6 of 100 over 6.
    assertThat(spread.chance().getAsDouble()).isCloseTo(2 * 1.76167e-7, within(1e-11));
  }

  @Test
  void takesAKernelThatRunsOnAllHostsForNoExplanation() {
    hosts(6, true, Map.of(KERNEL, "6.1.0-26"));
    hosts(94, false, Map.of(KERNEL, "6.1.0-26"));

    Spread spread = compare();

    assertThat(spread.verdict()).isEqualTo(Verdict.FLEET_WIDE);
    assertThat(spread.chance()).isEmpty();
    assertThat(spread.shares().get(0).chance()).isEqualTo(1);
  }

  @Test
  void listsWhatCannotBeToldApartFromWhatItNames() {
    hosts(6, true, Map.of(MODEL, "R640", RESERVE, "11495"));
    hosts(94, false, Map.of(MODEL, "R650", RESERVE, "67584"));

    Spread spread = compare();

    assertThat(spread.verdict()).isEqualTo(Verdict.MODEL_BOUND);
    assertThat(spread.binding()).extracting(Share::property).containsExactly(MODEL, RESERVE);
  }

  @Test
  void saysThatThereAreTooFewHostsWhereEvenAPerfectSplitCouldBeChance() {
    hosts(2, true, Map.of(KERNEL, "6.1.0-26"));
    hosts(4, false, Map.of(KERNEL, "6.1.0-25"));

    Spread spread = compare();

    assertThat(spread.verdict()).isEqualTo(Verdict.TOO_FEW_HOSTS);
    assertThat(spread.least()).as("one of fifteen ways").isCloseTo(1 / 15.0, within(1e-9));
  }

  @Test
  void cannotTellFromOneIncidentOnOneHost() {
    hosts(1, true, Map.of(KERNEL, "6.1.0-26"));
    hosts(999, false, Map.of(KERNEL, "6.1.0-25"));

    assertThat(compare().verdict()).isEqualTo(Verdict.TOO_FEW_HOSTS);
  }

  @Test
  void bindsToOneHostThatFailsAgainAndAgain() {
    hosts(1, true, Map.of(KERNEL, "6.1.0-26"));
    hosts(99, false, Map.of(KERNEL, "6.1.0-25"));

    Spread spread = Comparison.of(1, 100, 3, subjects);

    assertThat(spread.verdict()).isEqualTo(Verdict.HOST_BOUND);
    assertThat(spread.chance().getAsDouble()).isCloseTo(1e-4, within(1e-9));
  }

  @Test
  void bindsToNothingOfWhichLittleIsKnown() {
    hosts(6, true, Map.of(KERNEL, "6.1.0-26"));
    hosts(94, false, Map.of());

    assertThat(compare().verdict()).as("no other host's kernel").isEqualTo(Verdict.TOO_FEW_HOSTS);
  }

  @Test
  void isFleetWideWhereEveryHostIsAffected() {
    hosts(10, true, Map.of(KERNEL, "6.1.0-26"));

    assertThat(compare().verdict()).isEqualTo(Verdict.FLEET_WIDE);
  }

  @Test
  void claimsNextToNothingWhereHostsFailByChance() {
    Random random = new Random(2009);
    int claims = 0;
    for (int fleet = 0; fleet < 500; fleet++) {
      subjects.clear();
      for (int host = 0; host < 60; host++) {
        Map<Property, String> like =
            Map.of(
                KERNEL, "k" + random.nextInt(3),
                DRIVER, "d" + random.nextInt(2),
                MODEL, "m" + random.nextInt(4),
                RESERVE, "r" + random.nextInt(8));
        hosts(1, host < 8, like);
      }
      if (compare().chance().isPresent()) claims++;
    }
    assertThat(claims).as("of 500 fleets in which nothing binds").isLessThanOrEqualTo(5);
  }

  @net.jqwik.api.Property(tries = 200)
  void theOrderOfHostsDoesNotMatterNorAChanceEverLeavesItsRange(@ForAll long seed) {
    Random random = new Random(seed);
    List<Subject> some = new ArrayList<>();
    for (int i = random.nextInt(40); i >= 0; i--) {
      Map<Property, Set<String>> like =
          random.nextInt(5) == 0
              ? Map.of()
              : Map.of(KERNEL, Set.of("k" + random.nextInt(3)), DRIVER, Set.of("a", "b"));
      some.add(new Subject(random.nextInt(3) == 0, like));
    }
    List<Subject> others = new ArrayList<>(some);
    Collections.shuffle(others, random);
    long affected = some.stream().filter(Subject::affected).count();

    Spread spread = Comparison.of(affected, some.size(), affected, some);

    assertThat(Comparison.of(affected, some.size(), affected, others)).isEqualTo(spread);
    assertThat(spread.least()).isBetween(0.0, 1.0);
  }

  private void hosts(int count, boolean affected, Map<Property, String> like) {
    Map<Property, Set<String>> known = new java.util.HashMap<>();
    like.forEach((property, value) -> known.put(property, Set.of(value)));
    for (int i = 0; i < count; i++) subjects.add(new Subject(affected, known));
  }

  private Spread compare() {
    long affected = subjects.stream().filter(Subject::affected).count();
    return Comparison.of(affected, subjects.size(), affected, subjects);
  }
}

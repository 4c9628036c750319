package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.theory.Comparison;
import dev.oopsight.theory.Family;
import dev.oopsight.theory.Property;
import dev.oopsight.theory.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpreadWordsTest {

  private static final Property KERNEL = new Property(Family.KERNEL, "sysctl:kernel.osrelease");
  private static final Property MODEL = new Property(Family.MODEL, "dmi:product.name");

  private final List<Subject> subjects = new ArrayList<>();

  @Test
  void claimsNothingFromOneHost() {
    hosts(1, true, Map.of(KERNEL, "new"));
    hosts(5, false, Map.of(KERNEL, "old"));

    assertThat(words(1))
        .isEqualTo("Seen on 1 of 6 hosts: one host alone cannot tell what of it matters.");
  }

  @Test
  void saysHowFarFewHostsAreFromAClaim() {
    hosts(2, true, Map.of(KERNEL, "new"));
    hosts(4, false, Map.of(KERNEL, "old"));

    assertThat(words(2))
        .isEqualTo(
            "Seen on 2 of 6 hosts: too few to tell. Even a property that all of them and no other"
                + " had would be chance in 7 % of cases; 1 % is what a claim takes.");
  }

  @Test
  void saysThatNothingIsKnownToCompareWith() {
    hosts(2, true, Map.of(KERNEL, "new"));
    hosts(4, false, Map.of());

    assertThat(words(2)).endsWith("too little is known of other hosts to hold them against.");
  }

  @Test
  void namesWhatCannotBeToldApartAndClaimsNoCause() {
    hosts(6, true, Map.of(KERNEL, "new", MODEL, "R640"));
    hosts(94, false, Map.of(KERNEL, "old", MODEL, "R650"));

    assertThat(words(6))
        .contains("new on 6 of 6 affected hosts, and on 0 of 94 others", "1 in 596026200")
        .endsWith("nearly as telling: dmi:product.name = R640.");
  }

  @Test
  void tellsAHostThatFailsAgainFromABugOfAll() {
    hosts(1, true, Map.of(KERNEL, "old"));
    hosts(99, false, Map.of(KERNEL, "old"));
    assertThat(words(3))
        .startsWith("Seen on 1 of 100 hosts, in 3 incidents")
        .contains("1 in 10000");

    subjects.clear();
    hosts(20, true, Map.of(KERNEL, "old"));
    hosts(80, false, Map.of(KERNEL, "old"));
    assertThat(words(20)).startsWith("Seen on 20 of 100 hosts, and nothing known of them tells");
  }

  private void hosts(int count, boolean affected, Map<Property, String> like) {
    Map<Property, Set<String>> known = new java.util.HashMap<>();
    like.forEach((property, value) -> known.put(property, Set.of(value)));
    for (int i = 0; i < count; i++) subjects.add(new Subject(affected, known));
  }

  private String words(int incidents) {
    long affected = subjects.stream().filter(Subject::affected).count();
    return SpreadWords.of(Comparison.of(affected, subjects.size(), incidents, subjects));
  }
}

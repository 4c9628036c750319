package dev.oopsight.query;

import dev.oopsight.theory.Comparison;
import dev.oopsight.theory.Share;
import dev.oopsight.theory.Spread;
import java.util.List;
import java.util.Locale;

/** A spread in plain words, with its numbers and what they do not tell. */
final class SpreadWords {

  private final Spread spread;

  private SpreadWords(Spread spread) {
    this.spread = spread;
  }

  static String of(Spread spread) {
    return new SpreadWords(spread).words();
  }

  private String words() {
    return switch (spread.verdict()) {
      case HOST_BOUND ->
          "Seen on %s, in %d incidents, and nothing known of %s tells %s from the others. Did each"
                  .formatted(hosts(), spread.incidents(), it("it", "them"), it("it", "them"))
              + " incident strike any host alike, so few hosts would be hit with a chance of "
              + chance(spread.chance().orElseThrow())
              + ".";
      case FLEET_WIDE ->
          "Seen on %s, and nothing known of them tells them from the others: no property is much"
                  .formatted(hosts())
              + " more frequent among them.";
      case TOO_FEW_HOSTS -> tooFew();
      default -> bound(spread.binding());
    };
  }

  private String bound(List<Share> binding) {
    Share first = binding.get(0);
    String others =
        binding.size() == 1
            ? ""
            : " Not to be told apart from it, or nearly as telling: "
                + binding.stream()
                    .skip(1)
                    .limit(3)
                    .map(s -> s.property().name() + " = " + s.value())
                    .collect(java.util.stream.Collectors.joining(", "))
                + (binding.size() > 4 ? ", and %d more".formatted(binding.size() - 4) : "")
                + ".";
    return "%s = %s on %d of %d affected hosts, and on %d of %d others. A chance of %s, with all %d"
            .formatted(
                first.property().name(),
                first.value(),
                first.affectedWith(),
                first.affectedKnown(),
                first.othersWith(),
                first.othersKnown(),
                chance(first.chance()),
                spread.shares().size())
        + " values that were looked at taken into account. That it goes with them does not make it"
        + " the cause."
        + others;
  }

  private String tooFew() {
    String seen = "Seen on %s".formatted(hosts());
    if (spread.affected() == 1) {
      return seen + ": one host alone cannot tell what of it matters.";
    }
    if (spread.shares().stream().noneMatch(share -> share.othersKnown() > 0)) {
      return seen + ": too little is known of other hosts to hold them against.";
    }
    if (spread.least() > Comparison.CLAIM) {
      return seen
          + ": too few to tell. Even a property that all of them and no other had would be chance"
          + " in "
          + chance(spread.least())
          + " of cases; "
          + chance(Comparison.CLAIM)
          + " is what a claim takes.";
    }
    return seen
        + ": too few to tell whether it strikes any host alike, and nothing known of "
        + it("it", "them")
        + " stands out.";
  }

  private String hosts() {
    return "%d of %d %s"
        .formatted(spread.affected(), spread.known(), spread.known() == 1 ? "host" : "hosts");
  }

  private String it(String one, String several) {
    return spread.affected() == 1 ? one : several;
  }

  /** {@code 1 %}, {@code 1 in 12000}. */
  static String chance(double chance) {
    if (chance >= 0.01) return String.format(Locale.ROOT, "%.0f %%", chance * 100);
    double in = 1 / chance;
    return in > 1e9 ? "less than 1 in a billion" : String.format(Locale.ROOT, "1 in %.0f", in);
  }
}

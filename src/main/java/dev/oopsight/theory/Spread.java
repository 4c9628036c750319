package dev.oopsight.theory;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * On which hosts of a fleet a bug shows itself, and what they have in common that others lack.
 *
 * @param verdict in one word
 * @param affected hosts on which it showed itself
 * @param known hosts in all
 * @param incidents on the affected hosts
 * @param comparedAffected affected hosts that were looked at
 * @param comparedOthers other hosts that were looked at
 * @param chance how likely blind chance would lead to that verdict, at most; empty where the
 *     verdict claims nothing
 * @param least the smallest chance that any property could have come to among so few hosts
 * @param shares how frequent each value is that an affected host has, least likely by chance first
 */
public record Spread(
    Verdict verdict,
    long affected,
    long known,
    long incidents,
    int comparedAffected,
    int comparedOthers,
    OptionalDouble chance,
    double least,
    List<Share> shares) {

  /** Where a bug belongs. */
  public enum Verdict {
    /** To those few hosts themselves, by nothing that is known of them. */
    HOST_BOUND,
    MODEL_BOUND,
    PLACE_BOUND,
    FIRMWARE_BOUND,
    DRIVER_BOUND,
    KERNEL_BOUND,
    CONFIG_BOUND,
    /** To no host in particular. */
    FLEET_WIDE,
    /** So few hosts, or so little known of them, that nothing could have been told. */
    TOO_FEW_HOSTS;

    /** Lower case with underscores: the name in every output. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Verdict of(Family family) {
      return switch (family) {
        case KERNEL -> KERNEL_BOUND;
        case DRIVER -> DRIVER_BOUND;
        case FIRMWARE -> FIRMWARE_BOUND;
        case MODEL -> MODEL_BOUND;
        case PLACE -> PLACE_BOUND;
        case CONFIG -> CONFIG_BOUND;
      };
    }
  }

  public Spread {
    requireNonNull(verdict);
    requireNonNull(chance);
    shares = List.copyOf(shares);
  }

  /**
   * What binds the bug just as well: values that as good as all affected hosts have and that chance
   * does not explain. The first gave the verdict; what others came with it cannot be told apart.
   */
  public List<Share> binding() {
    return shares.stream().filter(Comparison::binds).toList();
  }
}

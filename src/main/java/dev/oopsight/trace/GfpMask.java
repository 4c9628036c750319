package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What an allocation was allowed to do, decoded for the kernel that printed it: the bits moved
 * several times, so the number alone says nothing.
 *
 * <p>Source: Linux include/linux/gfp.h and include/linux/gfp_types.h of each generation.
 *
 * @param bits the mask as printed
 * @param flags every set bit by its name, {@code __GFP_HIGH}; bits without a name are left out
 * @param shorthand the kernel's name for the whole or its main part, {@code GFP_ATOMIC}
 * @param generation first kernel of the table that was used, {@code 2.6.24}
 * @param basis how that table was chosen
 */
public record GfpMask(
    long bits, List<String> flags, Optional<String> shorthand, String generation, Basis basis) {

  /** How the generation was chosen. */
  public enum Basis {
    /** The kernel printed the flags itself, and one table agrees with its number. */
    PRINTED_FLAGS,
    /** By the kernel release in the trace. */
    RELEASE,
    /** Neither was printed: the likeliest table. */
    GUESS
  }

  public GfpMask {
    flags = List.copyOf(flags);
    requireNonNull(shorthand);
    requireNonNull(generation);
    requireNonNull(basis);
  }

  /** Whether a flag is set, by its name in {@link #flags()}. */
  public boolean has(String flag) {
    return flags.contains(flag);
  }

  /** Whether the caller could wait for memory to be freed; in an interrupt it cannot. */
  public boolean canSleep() {
    return has("__GFP_WAIT") || has("__GFP_DIRECT_RECLAIM") || has("__GFP_RECLAIM");
  }

  /** Whether this is an allocation from atomic context, allowed to dip into the reserve. */
  public boolean isAtomic() {
    return has("__GFP_HIGH") && !canSleep();
  }
}

package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Two accesses to the same memory at once, of which one writes: KCSAN.
 *
 * @param bug as printed, {@code data-race}, {@code assert: race}
 * @param accesses both in printed order; one where the other went unseen
 * @param unknownOrigin whether nobody saw who changed the value
 * @param oldValue before, where printed
 * @param newValue after, where printed
 * @param changedBits those that changed of the ones that were watched, where printed
 */
public record DataRace(
    Optional<String> bug,
    List<RacingAccess> accesses,
    boolean unknownOrigin,
    Optional<Word> oldValue,
    Optional<Word> newValue,
    Optional<Word> changedBits)
    implements Detail {
  public DataRace {
    requireNonNull(bug);
    accesses = List.copyOf(accesses);
    requireNonNull(oldValue);
    requireNonNull(newValue);
    requireNonNull(changedBits);
  }
}

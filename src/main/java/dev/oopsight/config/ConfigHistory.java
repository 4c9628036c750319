package dev.oopsight.config;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Where one host's versions lie: the heap for a file that is read once, an ordered store of the
 * topology for a fleet. It keeps and finds; {@link HostConfig} knows what the versions mean.
 */
public interface ConfigHistory {

  /** Every section of which there is a version. */
  Collection<Section> sections();

  /** The versions of a section with {@code validFrom} not after the moment, newest first. */
  Iterable<SectionVersion> upTo(Section section, Instant moment);

  /** The earliest full version of a section that is valid only after the moment. */
  Optional<SectionVersion> nextFull(Section section, Instant moment);

  /**
   * Keeps a version, confirmed at its beginning; one of the same section and moment is replaced.
   */
  void keep(SectionVersion version);

  /** When that version was last seen unchanged; its own beginning at the earliest. */
  Instant confirmedUntil(SectionVersion version);

  /** Notes that a version was seen unchanged; a moment before the last one changes nothing. */
  void confirm(SectionVersion version, Instant moment);
}

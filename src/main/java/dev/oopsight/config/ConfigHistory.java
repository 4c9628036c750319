package dev.oopsight.config;

import java.time.Instant;
import java.util.Collection;

/**
 * Where one host's versions lie: the heap for a file that is read once, an ordered store of the
 * topology for a fleet. It keeps and finds; {@link HostConfig} knows what the versions mean.
 */
public interface ConfigHistory {

  /** Every section of which there is a version. */
  Collection<Section> sections();

  /** The versions of a section with {@code validFrom} not after the moment, newest first. */
  Iterable<SectionVersion> upTo(Section section, Instant moment);

  /** The versions of a section that are valid only after the moment, oldest first. */
  Iterable<SectionVersion> after(Section section, Instant moment);

  /** When that version was seen. */
  Sightings sightings(SectionVersion version);

  /** Keeps a version and when it was seen. */
  void keep(SectionVersion version, Sightings sightings);

  /** Notes anew when a version that is kept was seen. */
  void note(SectionVersion version, Sightings sightings);
}

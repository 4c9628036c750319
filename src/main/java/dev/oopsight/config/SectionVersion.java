package dev.oopsight.config;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;

/**
 * One observation of a section that said something new, kept under the moment from which it holds.
 * Of two that begin at one moment, the order says which counts: the same one in whatever order they
 * came.
 *
 * @param validFrom when it was collected
 * @param observation what was seen
 */
public record SectionVersion(Instant validFrom, Observation observation)
    implements Comparable<SectionVersion> {

  private static final Comparator<SectionVersion> ORDER =
      Comparator.comparing(SectionVersion::validFrom)
          .thenComparing((a, b) -> Long.compareUnsigned(a.print(), b.print()));

  public SectionVersion {
    requireNonNull(validFrom);
    requireNonNull(observation);
  }

  Section section() {
    return observation.section();
  }

  /** A hash of what was seen that no release may change: it is part of the keys of stores. */
  public long print() {
    long hash = fnv(0xcbf29ce484222325L, observation.full() ? "full" : "some");
    for (var entry : observation.values().entrySet()) {
      hash = fnv(fnv(hash, entry.getKey()), entry.getValue());
    }
    return hash;
  }

  /** FNV-1a over UTF-16 units, with an end that no text holds. */
  private static long fnv(long hash, String text) {
    long h = hash;
    for (int i = 0; i < text.length(); i++) h = (h ^ text.charAt(i)) * 0x100000001b3L;
    return (h ^ 0x10000) * 0x100000001b3L;
  }

  @Override
  public int compareTo(SectionVersion other) {
    return ORDER.compare(this, other);
  }
}

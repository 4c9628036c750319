package dev.oopsight.config;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * When a version was seen: config that comes late may fall between two sightings, and then holds
 * just until the second.
 *
 * <p>The newest {@value #EXACT} at least are known one by one. Of older ones every second is given
 * up, again and again, so that a value that stays for a year costs no more than one of a day.
 *
 * @param moments ascending, each once, at least one and at most {@value #MOST}
 */
public record Sightings(List<Instant> moments) {

  static final int MOST = 32;
  static final int EXACT = MOST / 2;

  public Sightings {
    moments = List.copyOf(moments);
    if (moments.isEmpty()) throw new IllegalArgumentException("never seen");
  }

  /** One sighting. */
  static Sightings of(Instant moment) {
    return new Sightings(List.of(requireNonNull(moment)));
  }

  Instant first() {
    return moments.get(0);
  }

  Instant last() {
    return moments.get(moments.size() - 1);
  }

  boolean contains(Instant moment) {
    return Collections.binarySearch(moments, moment) >= 0;
  }

  /** The newest not after the moment; the first at the earliest. */
  Instant upTo(Instant moment) {
    int at = Collections.binarySearch(moments, moment);
    return at >= 0 ? moment : moments.get(Math.max(0, -at - 2));
  }

  Sightings and(Sightings others) {
    TreeSet<Instant> all = new TreeSet<>(moments);
    all.addAll(others.moments);
    return thinned(all);
  }

  /** Those before the moment; may be none. */
  List<Instant> before(Instant moment) {
    return moments.stream().filter(m -> m.isBefore(moment)).toList();
  }

  /** Those after the moment; may be none. */
  List<Instant> after(Instant moment) {
    return moments.stream().filter(m -> m.isAfter(moment)).toList();
  }

  private static Sightings thinned(Collection<Instant> all) {
    List<Instant> moments = new ArrayList<>(all);
    while (moments.size() > MOST) {
      // The first stays: it is the beginning.
      for (int i = 1; i <= moments.size() - EXACT; i++) moments.remove(i);
    }
    return new Sightings(moments);
  }
}

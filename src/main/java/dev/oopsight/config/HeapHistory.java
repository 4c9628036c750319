package dev.oopsight.config;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A history on the heap, for the files of one host that are read once. */
public final class HeapHistory implements ConfigHistory {

  private final Map<Section, NavigableSet<SectionVersion>> versions = new TreeMap<>();
  private final Map<SectionVersion, Sightings> sightings = new HashMap<>();

  @Override
  public Collection<Section> sections() {
    return versions.keySet();
  }

  @Override
  public Iterable<SectionVersion> upTo(Section section, Instant moment) {
    return of(section).descendingSet().stream()
        .filter(v -> !v.validFrom().isAfter(moment))
        .toList();
  }

  @Override
  public Iterable<SectionVersion> after(Section section, Instant moment) {
    return of(section).stream().filter(v -> v.validFrom().isAfter(moment)).toList();
  }

  @Override
  public Sightings sightings(SectionVersion version) {
    return sightings.getOrDefault(version, Sightings.of(version.validFrom()));
  }

  @Override
  public void keep(SectionVersion version, Sightings seen) {
    versions.computeIfAbsent(version.section(), s -> new TreeSet<>()).add(version);
    note(version, seen);
  }

  @Override
  public void note(SectionVersion version, Sightings seen) {
    sightings.put(version, seen);
  }

  private NavigableSet<SectionVersion> of(Section section) {
    return versions.getOrDefault(section, new TreeSet<>());
  }
}

package dev.oopsight.config;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A history on the heap, for the files of one host that are read once. */
public final class HeapHistory implements ConfigHistory {

  private final Map<Section, NavigableMap<Instant, SectionVersion>> versions = new TreeMap<>();
  private final Map<SectionVersion, Instant> confirmed = new HashMap<>();

  @Override
  public Collection<Section> sections() {
    return versions.keySet();
  }

  @Override
  public Iterable<SectionVersion> upTo(Section section, Instant moment) {
    return of(section).headMap(moment, true).descendingMap().values();
  }

  @Override
  public Optional<SectionVersion> nextFull(Section section, Instant moment) {
    return of(section).tailMap(moment, false).values().stream()
        .filter(v -> v.observation().full())
        .findFirst();
  }

  @Override
  public void keep(SectionVersion version) {
    versions
        .computeIfAbsent(version.observation().section(), s -> new TreeMap<>())
        .put(version.validFrom(), version);
    confirmed.put(version, version.validFrom());
  }

  @Override
  public Instant confirmedUntil(SectionVersion version) {
    return confirmed.getOrDefault(version, version.validFrom());
  }

  @Override
  public void confirm(SectionVersion version, Instant moment) {
    confirmed.merge(version, moment, (a, b) -> a.isAfter(b) ? a : b);
  }

  private NavigableMap<Instant, SectionVersion> of(Section section) {
    return versions.getOrDefault(section, new TreeMap<>());
  }
}

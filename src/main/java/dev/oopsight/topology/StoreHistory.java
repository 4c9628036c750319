package dev.oopsight.topology;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.config.ConfigHistory;
import dev.oopsight.config.Section;
import dev.oopsight.config.SectionVersion;
import dev.oopsight.config.Sightings;
import dev.oopsight.log.HostId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * One host's config versions in the stores. What was seen lies in one store and is written once;
 * when it was seen lies in another, since that changes with every snapshot.
 */
final class StoreHistory implements ConfigHistory {

  private final HostId host;
  private final ReadOnlyKeyValueStore<Bytes, byte[]> versions;
  private final ReadOnlyKeyValueStore<Bytes, byte[]> confirmed;
  private final long nowMillis;

  private StoreHistory(
      HostId host,
      ReadOnlyKeyValueStore<Bytes, byte[]> versions,
      ReadOnlyKeyValueStore<Bytes, byte[]> confirmed,
      long nowMillis) {
    this.host = host;
    this.versions = versions;
    this.confirmed = confirmed;
    this.nowMillis = nowMillis;
  }

  /** A history to look into. */
  static StoreHistory toRead(
      HostId host,
      ReadOnlyKeyValueStore<Bytes, byte[]> versions,
      ReadOnlyKeyValueStore<Bytes, byte[]> confirmed) {
    return new StoreHistory(host, versions, confirmed, 0);
  }

  /** A history to write to: what is written is needed from now on for {@code config.history}. */
  static StoreHistory toWrite(
      HostId host,
      KeyValueStore<Bytes, byte[]> versions,
      KeyValueStore<Bytes, byte[]> confirmed,
      long nowMillis) {
    return new StoreHistory(host, versions, confirmed, nowMillis);
  }

  @Override
  public Collection<Section> sections() {
    Bytes end = Keys.endOf(Keys.host(host));
    TreeSet<Section> sections = new TreeSet<>();
    Bytes from = Keys.host(host);
    while (from != null) {
      try (KeyValueIterator<Bytes, byte[]> all = confirmed.range(from, end)) {
        from = null;
        if (all.hasNext()) {
          Section section = Keys.sectionOf(all.next().key);
          sections.add(section);
          from = Keys.endOf(Keys.section(host, section));
        }
      }
    }
    return sections;
  }

  @Override
  public Iterable<SectionVersion> upTo(Section section, Instant moment) {
    Bytes from = Keys.section(host, section);
    return () -> new Pages(behind(section, moment), to -> versions.reverseRange(from, to));
  }

  @Override
  public Iterable<SectionVersion> after(Section section, Instant moment) {
    Bytes to = Keys.endOf(Keys.section(host, section));
    return () -> new Pages(behind(section, moment), from -> versions.range(from, to));
  }

  /** Behind every version that is valid from the moment on or earlier. */
  private Bytes behind(Section section, Instant moment) {
    return moment.equals(Instant.MAX)
        ? Keys.endOf(Keys.section(host, section))
        : Keys.version(host, section, moment.plusNanos(1_000));
  }

  /**
   * Reads a few at a time, more as more are asked for: the first is mostly enough, and an iterator
   * of a store left open holds its part of the store for ever.
   */
  private static final class Pages implements Iterator<SectionVersion> {

    private static final int LARGEST = 16;

    private final Function<Bytes, KeyValueIterator<Bytes, byte[]>> range;
    private final Deque<byte[]> page = new ArrayDeque<>();
    private Bytes last;
    private int size = 1;
    private boolean over;

    Pages(Bytes from, Function<Bytes, KeyValueIterator<Bytes, byte[]>> range) {
      last = from;
      this.range = range;
    }

    @Override
    public boolean hasNext() {
      if (page.isEmpty() && !over) read();
      return !page.isEmpty();
    }

    private void read() {
      Bytes before = last;
      try (KeyValueIterator<Bytes, byte[]> found = range.apply(before)) {
        while (found.hasNext() && page.size() < size) {
          KeyValue<Bytes, byte[]> next = found.next();
          if (next.key.equals(before)) continue;
          page.add(next.value);
          last = next.key;
        }
      }
      over = page.size() < size;
      size = Math.min(LARGEST, size * 4);
    }

    @Override
    public SectionVersion next() {
      if (!hasNext()) throw new NoSuchElementException();
      return StoredFormat.SECTION_VERSION.decode(page.remove());
    }
  }

  @Override
  public Sightings sightings(SectionVersion version) {
    byte[] stored = confirmed.get(Keys.version(host, version));
    return stored == null
        ? new Sightings(List.of(version.validFrom()))
        : SightingsBytes.decode(stored);
  }

  @Override
  public void keep(SectionVersion version, Sightings sightings) {
    writable(versions)
        .put(Keys.version(host, version), StoredFormat.SECTION_VERSION.encode(version));
    note(version, sightings);
  }

  @Override
  public void note(SectionVersion version, Sightings sightings) {
    writable(confirmed)
        .put(Keys.version(host, version), SightingsBytes.encode(sightings, nowMillis));
  }

  private static KeyValueStore<Bytes, byte[]> writable(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    if (store instanceof KeyValueStore<Bytes, byte[]> writable) return writable;
    throw new IllegalStateException("a history to look into is not written to");
  }
}

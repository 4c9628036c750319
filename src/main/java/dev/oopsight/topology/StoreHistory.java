package dev.oopsight.topology;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.config.ConfigHistory;
import dev.oopsight.config.Section;
import dev.oopsight.config.SectionVersion;
import dev.oopsight.log.HostId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * One host's config versions in the stores. What was seen lies in one store and is written once;
 * until when it was confirmed lies in another, since that changes with every snapshot.
 */
final class StoreHistory implements ConfigHistory {

  private final HostId host;
  private final ReadOnlyKeyValueStore<Bytes, byte[]> versions;
  private final ReadOnlyKeyValueStore<Bytes, byte[]> confirmed;

  /** A history to look into; one over {@link KeyValueStore}s can also be written to. */
  StoreHistory(
      HostId host,
      ReadOnlyKeyValueStore<Bytes, byte[]> versions,
      ReadOnlyKeyValueStore<Bytes, byte[]> confirmed) {
    this.host = host;
    this.versions = versions;
    this.confirmed = confirmed;
  }

  @Override
  public Collection<Section> sections() {
    Bytes prefix = Keys.host(host);
    TreeSet<Section> sections = new TreeSet<>();
    try (KeyValueIterator<Bytes, byte[]> all = confirmed.range(prefix, Keys.endOf(prefix))) {
      while (all.hasNext()) sections.add(Keys.sectionOf(all.next().key));
    }
    return sections;
  }

  @Override
  public Iterable<SectionVersion> upTo(Section section, Instant moment) {
    Bytes from = Keys.section(host, section);
    return () -> read(versions.reverseRange(from, Keys.version(host, section, moment)));
  }

  @Override
  public Optional<SectionVersion> nextFull(Section section, Instant moment) {
    Bytes from = Keys.version(host, section, moment.plusNanos(1_000));
    Bytes to = Keys.endOf(Keys.section(host, section));
    Iterator<SectionVersion> later = read(versions.range(from, to));
    while (later.hasNext()) {
      SectionVersion version = later.next();
      if (version.observation().full()) return Optional.of(version);
    }
    return Optional.empty();
  }

  /** Read whole, since an iterator left open holds its part of the store for ever. */
  private static Iterator<SectionVersion> read(KeyValueIterator<Bytes, byte[]> found) {
    List<SectionVersion> all = new ArrayList<>();
    try (found) {
      while (found.hasNext()) {
        KeyValue<Bytes, byte[]> next = found.next();
        all.add(StoredFormat.SECTION_VERSION.decode(next.value));
      }
    }
    return all.iterator();
  }

  @Override
  public void keep(SectionVersion version) {
    writable(versions).put(key(version), StoredFormat.SECTION_VERSION.encode(version));
    writable(confirmed).put(key(version), micros(version.validFrom()));
  }

  @Override
  public Instant confirmedUntil(SectionVersion version) {
    byte[] micros = confirmed.get(key(version));
    if (micros == null) return version.validFrom();
    return Instant.EPOCH.plus(ByteBuffer.wrap(micros).getLong(), ChronoUnit.MICROS);
  }

  @Override
  public void confirm(SectionVersion version, Instant moment) {
    if (moment.isAfter(confirmedUntil(version))) {
      writable(confirmed).put(key(version), micros(moment));
    }
  }

  private Bytes key(SectionVersion version) {
    return Keys.version(host, version.observation().section(), version.validFrom());
  }

  private static byte[] micros(Instant moment) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    return ByteBuffer.allocate(Long.BYTES).putLong(micros).array();
  }

  private static KeyValueStore<Bytes, byte[]> writable(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    if (store instanceof KeyValueStore<Bytes, byte[]> writable) return writable;
    throw new IllegalStateException("a history to look into is not written to");
  }
}

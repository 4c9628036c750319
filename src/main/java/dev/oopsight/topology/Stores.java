package dev.oopsight.topology;

import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Every store and its name. Names are the on-disk contract: they are in changelog topics and state
 * directories, so none is ever changed.
 *
 * <p>Keys are made by {@link Keys}, values by {@link dev.oopsight.avro.StoredFormat}: the stores
 * themselves keep bytes.
 */
public final class Stores {

  /** Host name by alias; global. An alias goes when the topic's record of it is deleted. */
  public static final String ALIASES = "aliases";

  /**
   * Rules that were published and found fit, by id; global, on the heap. A rule goes when it is
   * withdrawn.
   */
  public static final String RULES = "rules";

  /**
   * What people said of incidents, by incident id or fingerprint; global, on the heap. It goes when
   * its record is taken back.
   */
  public static final String FEEDBACK = "feedback";

  /**
   * Until when the lines of a host pass; of the reading stage. A host goes with its next line that
   * belongs to no trace, and at the latest when it was silent for {@link ReadLines#FORGOTTEN}.
   */
  public static final String OPEN_UNTIL = "open-until";

  /**
   * Open traces, in segments: see {@link OpenTraces}. A segment goes when none of its lines can be
   * completed any more, ten minutes after the host fell silent.
   */
  public static final String OPEN_TRACES = "open-traces";

  /** Known boots by host, at most 16 of each. They go with the host's entry in {@link #HOSTS}. */
  public static final String BOOTS = "boots";

  /**
   * When each host was last heard, and its config last seen. A host goes {@link
   * Retention#incidents} after it was last heard of, if neither incidents nor config of it are
   * kept.
   */
  public static final String HOSTS = "hosts-heard";

  /**
   * Config versions by host, section and time. A version goes {@link Retention#configHistory} after
   * it was last seen.
   */
  public static final String CONFIG_VERSIONS = "config-versions";

  /** When each config version was seen. An entry goes with its version. */
  public static final String CONFIG_CONFIRMED = "config-confirmed";

  /**
   * The newest revision of each incident, by incident id. It goes {@link Retention#incidents} after
   * its last change.
   */
  public static final String INCIDENTS = "incidents";

  /** Incident ids by host and first occurrence. An entry goes with its incident. */
  public static final String INCIDENTS_BY_HOST = "incidents-by-host";

  /**
   * Incidents in a few words, by fingerprint (of both levels), host and incident. An entry goes
   * with its incident.
   */
  public static final String INCIDENTS_BY_FINGERPRINT = "incidents-by-fingerprint";

  /** How running incidents go on, by host, boot and site. An entry goes with its incident. */
  public static final String TALLIES = "tallies";

  /**
   * Occurrences that were counted, by host. One goes {@link Retention#incidents} after it was last
   * read otherwise than before; if its lines come once more after that, it counts as a new one.
   */
  public static final String OCCURRENCES = "occurrences";

  /** Open alerts, by host and site. One goes with its window. */
  public static final String ALERTS = "alerts";

  /** What is published of open alerts, by the incident that opened each; global, on the heap. */
  public static final String OPEN_ALERTS = "open-alerts";

  static final List<String> OF_INCIDENTS =
      List.of(
          BOOTS,
          HOSTS,
          CONFIG_VERSIONS,
          CONFIG_CONFIRMED,
          INCIDENTS,
          INCIDENTS_BY_HOST,
          INCIDENTS_BY_FINGERPRINT,
          TALLIES,
          OCCURRENCES);

  private Stores() {}

  /** An ordered store on disk with a changelog; caching made every measured load slower. */
  static StoreBuilder<KeyValueStore<Bytes, byte[]>> onDisk(String name) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
            Serdes.Bytes(),
            Serdes.ByteArray())
        .withCachingDisabled();
  }

  /** A small store on the heap with a changelog. */
  static StoreBuilder<KeyValueStore<Bytes, byte[]>> onHeap(String name) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name),
            Serdes.Bytes(),
            Serdes.ByteArray())
        .withCachingDisabled();
  }

  /** The same of a topic of texts, as a table. */
  static Materialized<String, String, KeyValueStore<Bytes, byte[]>> globalText(String name) {
    return Materialized.<String, String>as(
            org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name))
        .withKeySerde(Serdes.String())
        .withValueSerde(Serdes.String());
  }

  /** What every instance knows as a whole, read from its topic at each start. */
  static StoreBuilder<KeyValueStore<String, byte[]>> global(String name) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name),
            Serdes.String(),
            Serdes.ByteArray())
        .withLoggingDisabled();
  }
}

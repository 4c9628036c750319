package dev.oopsight.topology;

import dev.oopsight.incident.IncidentId;
import dev.oopsight.log.HostId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Lets go of what nobody needs any more, so that no store grows for ever with hosts, boots or dead
 * occurrences. It walks through the stores of its task, a few entries a call, round after round: no
 * call takes long, however many hosts there are, and what is over time goes with the round that
 * comes by it. A round through a million entries takes some six hours.
 *
 * <p>Ages count by our clock from when an entry was written. So what an old log tells is not gone
 * before it is read to its end.
 */
final class Expiry {

  /** How often {@link #look} is to be called. */
  static final Duration EVERY = Duration.ofSeconds(10);

  /** A host that sent nothing for so long is not waited for. */
  static final Duration SILENT = Duration.ofHours(1);

  /** Entries of each store that a call looks at. */
  static final int A_LOOK = 500;

  private final Retention retention;
  private final StoreLedger ledger;
  private final HostsHeard.OfPartition heard;
  private final KeyValueStore<Bytes, byte[]> byHost;
  private final KeyValueStore<Bytes, byte[]> occurrences;
  private final KeyValueStore<Bytes, byte[]> versions;
  private final KeyValueStore<Bytes, byte[]> confirmed;
  private final KeyValueStore<Bytes, byte[]> hosts;
  private final KeyValueStore<Bytes, byte[]> boots;
  private final Rounds incidentRounds;
  private final Rounds occurrenceRounds;
  private final Rounds configRounds;
  private final Rounds hostRounds;

  Expiry(
      Retention retention,
      StoreLedger ledger,
      HostsHeard.OfPartition heard,
      ProcessingContext context) {
    this.retention = retention;
    this.ledger = ledger;
    this.heard = heard;
    byHost = context.getStateStore(Stores.INCIDENTS_BY_HOST);
    occurrences = context.getStateStore(Stores.OCCURRENCES);
    versions = context.getStateStore(Stores.CONFIG_VERSIONS);
    confirmed = context.getStateStore(Stores.CONFIG_CONFIRMED);
    hosts = context.getStateStore(Stores.HOSTS);
    boots = context.getStateStore(Stores.BOOTS);
    incidentRounds = new Rounds(byHost);
    occurrenceRounds = new Rounds(occurrences);
    configRounds = new Rounds(confirmed);
    hostRounds = new Rounds(hosts);
  }

  /** An incident that went. */
  record Expired(HostId host, IncidentId id) {}

  /**
   * Looks at the next entries of each store.
   *
   * @param silent gets hosts of which counts wait to be published and that sent nothing for {@link
   *     #SILENT}
   * @param expired gets the incidents that went
   */
  void look(long nowMillis, Consumer<HostId> silent, Consumer<Expired> expired) {
    long forgotten = nowMillis - retention.incidents().toMillis();
    long outdated = nowMillis - retention.configHistory().toMillis();
    for (Bytes begun : before(forgotten, incidentRounds)) {
      expired.accept(new Expired(Keys.hostOf(begun), ledger.expire(begun)));
    }
    before(forgotten, occurrenceRounds).forEach(occurrences::delete);
    for (Bytes version : before(outdated, configRounds)) {
      versions.delete(version);
      confirmed.delete(version);
    }
    List<KeyValue<Bytes, byte[]>> someHosts = hostRounds.next(A_LOOK);
    for (Bytes host : before(nowMillis - SILENT.toMillis(), someHosts)) {
      if (HostHeard.decode(hosts.get(host)).countsDue().isPresent()) {
        silent.accept(Keys.hostOf(host));
      }
    }
    for (Bytes host : before(forgotten, someHosts)) {
      if (isAnyOf(host, byHost) || isAnyOf(host, confirmed)) continue;
      hosts.delete(host);
      heard.forget(Keys.hostOf(host));
      boots.delete(host);
    }
  }

  private static List<Bytes> before(long millis, Rounds rounds) {
    return before(millis, rounds.next(A_LOOK));
  }

  private static List<Bytes> before(long millis, List<KeyValue<Bytes, byte[]>> entries) {
    return entries.stream()
        .filter(entry -> Written.millis(entry.value) < millis)
        .map((KeyValue<Bytes, byte[]> entry) -> entry.key)
        .toList();
  }

  private static boolean isAnyOf(Bytes host, KeyValueStore<Bytes, byte[]> store) {
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(host, Keys.endOf(host))) {
      return entries.hasNext();
    }
  }
}

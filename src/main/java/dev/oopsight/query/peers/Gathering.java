package dev.oopsight.query.peers;

import dev.oopsight.query.peers.Question.Asked;
import dev.oopsight.query.peers.Question.Told;
import dev.oopsight.topology.HostPartitions;
import dev.oopsight.topology.HostPartitions.Instance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a question to partitions, wherever they lie: to whoever works on each, and where that does
 * not answer and copies will do, to whoever follows it. A question travels once: who is asked by
 * another instance asks nobody else.
 */
final class Gathering {

  private static final Logger LOG = LoggerFactory.getLogger(Gathering.class);

  private final HostPartitions partitions;
  private final Optional<PeerClient> peers;
  private final boolean allowStale;

  /**
   * What came of a question.
   *
   * @param told by partition
   * @param missing those of which nobody could be asked
   * @param stale whether some of it is of a copy that may lag behind
   */
  record Gathered<R>(SortedMap<Integer, R> told, SortedSet<Integer> missing, boolean stale) {

    /** In the order of the partitions, so that every instance puts them together alike. */
    Collection<R> inOrder() {
      return told.values();
    }
  }

  /**
   * Asks by the last that was heard of where partitions lie.
   *
   * @param peers asks other instances; empty where this one may not
   * @param allowStale whether copies will do
   */
  Gathering(HostPartitions partitions, Optional<PeerClient> peers, boolean allowStale) {
    this.partitions = partitions;
    this.peers = peers;
    this.allowStale = allowStale;
  }

  Gathering allowingStale() {
    return new Gathering(partitions, peers, true);
  }

  HostPartitions partitions() {
    return partitions;
  }

  /** Asks every partition. */
  <A, R> Gathered<R> ask(Question<A, R> question, A about) {
    return ask(question, about, IntStream.range(0, partitions.count()).boxed().toList());
  }

  /** Asks these partitions. */
  <A, R> Gathered<R> ask(Question<A, R> question, A about, Collection<Integer> wanted) {
    SortedMap<Integer, Told<R>> told = new TreeMap<>();
    SortedSet<Integer> missing = new TreeSet<>(wanted);
    ask(question, about, false, missing, told, partitions::activeElsewhere);
    if (allowStale && !missing.isEmpty()) {
      ask(question, about, true, missing, told, partition -> Optional.empty());
      for (int next = 0; !missing.isEmpty() && next < mostStandbys(missing); next++) {
        int place = next;
        ask(question, about, true, withStandby(missing, place), told, p -> standby(p, place));
        missing.removeAll(told.keySet());
      }
    }
    SortedMap<Integer, R> values = new TreeMap<>();
    told.forEach((partition, part) -> values.put(partition, part.value()));
    return new Gathered<>(values, missing, told.values().stream().anyMatch(Told::stale));
  }

  private int mostStandbys(Collection<Integer> of) {
    return of.stream().mapToInt(p -> partitions.standbysElsewhere(p).size()).max().orElse(0);
  }

  private SortedSet<Integer> withStandby(Collection<Integer> of, int place) {
    SortedSet<Integer> found = new TreeSet<>(of);
    found.removeIf(partition -> standby(partition, place).isEmpty());
    return found;
  }

  private Optional<Instance> standby(int partition, int place) {
    return partitions.standbysElsewhere(partition).stream().skip(place).findFirst();
  }

  /**
   * One round: everybody at the same time.
   *
   * @param missing loses those that answered
   * @param told gets their answers
   * @param holder who is asked for a partition; this instance where that is empty
   */
  private <A, R> void ask(
      Question<A, R> question,
      A about,
      boolean stale,
      SortedSet<Integer> missing,
      SortedMap<Integer, Told<R>> told,
      Function<Integer, Optional<Instance>> holder) {
    List<Integer> here = new ArrayList<>();
    Map<Instance, List<Integer>> elsewhere = new HashMap<>();
    for (int partition : missing) {
      holder
          .apply(partition)
          .map(instance -> elsewhere.computeIfAbsent(instance, i -> new ArrayList<>()))
          .orElse(here)
          .add(partition);
    }
    List<CompletableFuture<List<Told<R>>>> coming = new ArrayList<>();
    elsewhere.forEach(
        (instance, some) ->
            coming.add(askElsewhere(question, new Asked<>(some, stale, about), instance)));
    List<Told<R>> all =
        new ArrayList<>(question.answerHere(partitions, new Asked<>(here, stale, about)));
    coming.forEach(future -> all.addAll(future.join()));
    for (Told<R> part : all) {
      if (missing.remove(part.partition())) told.put(part.partition(), part);
    }
  }

  private <A, R> CompletableFuture<List<Told<R>>> askElsewhere(
      Question<A, R> question, Asked<A> asked, Instance instance) {
    if (peers.isEmpty()) return CompletableFuture.completedFuture(List.of());
    return peers
        .get()
        .ask(instance, question.name(), question.request().encode(asked))
        .thenApply(reply -> reply.map(bytes -> read(question, bytes, instance)).orElse(List.of()));
  }

  private static <A, R> List<Told<R>> read(
      Question<A, R> question, byte[] reply, Instance instance) {
    try {
      return question.reply().decode(reply);
    } catch (IOException e) {
      LOG.warn("{} answers {} in another form: is it another version?", instance, question.name());
      return List.of();
    }
  }
}

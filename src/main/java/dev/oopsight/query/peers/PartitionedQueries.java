package dev.oopsight.query.peers;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.SettingChange;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.query.Answer;
import dev.oopsight.query.Health;
import dev.oopsight.query.HostSummary;
import dev.oopsight.query.IncidentFilter;
import dev.oopsight.query.IncidentFilter.Place;
import dev.oopsight.query.IncidentQueries;
import dev.oopsight.query.Page;
import dev.oopsight.query.Readiness;
import dev.oopsight.query.peers.Gathering.Gathered;
import dev.oopsight.query.peers.Questions.Behind;
import dev.oopsight.query.peers.Questions.OfHost;
import dev.oopsight.query.peers.Questions.Span;
import dev.oopsight.theory.Fleet;
import dev.oopsight.theory.Fleet.HostAt;
import dev.oopsight.topology.HostPartitions;
import dev.oopsight.topology.StoreView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Answers from the stores of all instances. Nothing is said to be absent while somebody who may
 * know of it cannot be asked, or only a copy could.
 */
public final class PartitionedQueries implements IncidentQueries {

  private static final Duration SOON = Duration.ofSeconds(2);

  private final Health health;
  private final Gathering gathering;

  /**
   * Answers of one pipeline.
   *
   * @param health of this instance
   * @param partitions and where they lie
   * @param peers asks the other instances; empty where this one answers alone
   */
  public PartitionedQueries(Health health, HostPartitions partitions, Optional<PeerClient> peers) {
    this(health, new Gathering(partitions, peers, false));
  }

  private PartitionedQueries(Health health, Gathering gathering) {
    this.health = health;
    this.gathering = gathering;
  }

  @Override
  public IncidentQueries allowingStale() {
    return new PartitionedQueries(health, gathering.allowingStale());
  }

  @Override
  public Answer<Page<HostSummary>> hosts(Optional<HostId> after, int limit) {
    return whole(
            gathering.ask(Questions.HOSTS, new Behind(after, limit + 1)),
            all -> Page.firstOf(sorted(all, Function.identity(), StoreView.BY_NAME), limit))
        .then(
            page ->
                page.items().isEmpty()
                    ? Answer.found(new Page<>(List.of(), false))
                    : summaries(page));
  }

  private Answer<Page<HostSummary>> summaries(Page<HostId> page) {
    Set<Integer> partitions =
        page.items().stream().map(gathering.partitions()::of).collect(Collectors.toSet());
    return whole(
        gathering.ask(Questions.SUMMARIES, page.items(), partitions),
        all -> {
          List<HostSummary> hosts = sorted(all, HostSummary::host, StoreView.BY_NAME);
          return new Page<>(hosts, page.more() && !hosts.isEmpty());
        });
  }

  private static <T, K> List<T> sorted(
      Gathered<List<T>> all, Function<T, K> key, Comparator<K> order) {
    return all.inOrder().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(key, order))
        .toList();
  }

  @Override
  public Answer<HostSummary> host(HostId host) {
    return ofHost(host, Questions.HOST, known -> known);
  }

  @Override
  public Answer<Page<KernelIncident>> incidents(HostId host, IncidentFilter filter) {
    return ofHost(host, Questions.HOST_INCIDENTS, known -> new OfHost<>(known, filter));
  }

  @Override
  public Answer<Page<KernelIncident>> incidents(IncidentFilter filter) {
    return whole(
            gathering.ask(Questions.PLACES, filter),
            all ->
                Page.firstOf(
                    sorted(all, Function.identity(), IncidentFilter.NEWEST_FIRST), filter.limit()))
        .then(
            page ->
                ofFleet(
                        fleet ->
                            Answer.found(
                                fleet
                                    .incidents(page.items().stream().map(Place::id).toList())
                                    .stream()
                                    .sorted(
                                        Comparator.comparing(
                                            Place::of, IncidentFilter.NEWEST_FIRST))
                                    .toList()))
                    .map(some -> new Page<>(some, page.more() && !some.isEmpty())));
  }

  @Override
  public Answer<List<SettingChange>> changes(HostId host, Instant since, Instant until) {
    return ofHost(host, Questions.CHANGES, known -> new OfHost<>(known, new Span(since, until)));
  }

  @Override
  public Answer<ConfigView> config(HostId host, Instant asOf) {
    return ofHost(host, Questions.CONFIG, known -> new HostAt(known, asOf));
  }

  /** Its id does not tell its host, so all are asked; one that has it is enough. */
  @Override
  public Answer<KernelIncident> incident(IncidentId id, OptionalInt revision) {
    Gathered<List<KernelIncident>> all = gathering.ask(Questions.INCIDENTS_BY_ID, List.of(id));
    Optional<KernelIncident> found = all.inOrder().stream().flatMap(List::stream).findFirst();
    if (found.isEmpty() && !isSure(all)) return notReady(all);
    return found
        .filter(i -> revision.isEmpty() || revision.getAsInt() == i.revision())
        .map(incident -> Answer.found(incident, Set.of(), all.stale()))
        .orElseGet(() -> Answer.absent("no incident " + id + " is kept in that revision"));
  }

  @Override
  public <T> Answer<T> ofFleet(Function<Fleet, Answer<T>> question) {
    GatheredFleet fleet = new GatheredFleet(gathering);
    Answer<T> answer = question.apply(fleet);
    if (fleet.missing().size() == gathering.partitions().count()) return notReady(fleet.missing());
    return answer.fold(
        found -> Answer.found(found.value(), fleet.missing(), fleet.isStale()),
        absent ->
            fleet.missing().isEmpty() && !fleet.isStale() ? answer : notReady(fleet.missing()),
        bad -> answer,
        notReady -> answer);
  }

  private <A, R> Answer<R> ofHost(
      HostId name, Question<A, Optional<R>> question, Function<HostId, A> about) {
    Optional<HostId> resolved = gathering.partitions().resolve(name);
    if (resolved.isEmpty()) return Answer.notReady("the names of hosts are being read", SOON);
    HostId host = resolved.get();
    int partition = gathering.partitions().of(host);
    Gathered<Optional<R>> told = gathering.ask(question, about.apply(host), List.of(partition));
    Optional<R> found = told.inOrder().stream().flatMap(Optional::stream).findFirst();
    if (found.isEmpty() && !isSure(told)) return notReady(told);
    return found
        .map(value -> Answer.found(value, Set.of(), told.stale()))
        .orElseGet(() -> Answer.absent("no host " + name + " was ever heard of"));
  }

  /** Of many partitions, some may be missing. */
  private <R, T> Answer<T> whole(Gathered<R> all, Function<Gathered<R>, T> together) {
    return all.told().isEmpty()
        ? notReady(all)
        : Answer.found(together.apply(all), all.missing(), all.stale());
  }

  private static boolean isSure(Gathered<?> all) {
    return all.missing().isEmpty() && !all.stale();
  }

  private static <T> Answer<T> notReady(Gathered<?> all) {
    return notReady(all.missing());
  }

  private static <T> Answer<T> notReady(Set<Integer> missing) {
    return Answer.notReady(
        missing.isEmpty()
            ? "only a copy that may lag behind could be asked, and knows nothing of it"
            : "the state that knows is being restored or moved, or its instance does not answer:"
                + " partitions "
                + missing,
        SOON);
  }

  @Override
  public boolean alive() {
    return health.alive();
  }

  @Override
  public Readiness readiness() {
    return health.readiness();
  }
}

package dev.oopsight.query;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.SettingChange;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Fleet;
import dev.oopsight.topology.PipelineRun;
import dev.oopsight.topology.StoreView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Answers from the stores of this instance, whichever partitions it holds. */
public final class StoreQueries implements IncidentQueries {

  private static final Duration SOON = Duration.ofSeconds(2);

  private final PipelineRun pipeline;

  public StoreQueries(PipelineRun pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public Answer<Page<HostSummary>> hosts(Optional<HostId> after, int limit) {
    return ask(
        stores ->
            Answer.found(
                Page.firstOf(
                    stores.hosts(after, limit + 1).stream().map(h -> summary(stores, h)).toList(),
                    limit)));
  }

  @Override
  public Answer<HostSummary> host(HostId name) {
    return ask(
        stores -> {
          HostId host = stores.resolve(name);
          return stores.knows(host)
              ? Answer.found(summary(stores, host))
              : Answer.absent(unknown(name));
        });
  }

  private static HostSummary summary(StoreView stores, HostId host) {
    return new HostSummary(
        host,
        stores.heard(host).line(),
        stores.heard(host).config(),
        stores.countIncidents(host),
        stores.newestIncident(host).map(HostSummary.Newest::of));
  }

  @Override
  public Answer<Page<KernelIncident>> incidents(HostId name, IncidentFilter filter) {
    return ask(
        stores -> {
          HostId host = stores.resolve(name);
          return stores.knows(host)
              ? Answer.found(filter.pageOf(stores.incidents(host)))
              : Answer.absent(unknown(name));
        });
  }

  @Override
  public Answer<Page<KernelIncident>> incidents(IncidentFilter filter) {
    return ask(stores -> Answer.found(filter.pageOf(stores.incidents())));
  }

  @Override
  public Answer<List<SettingChange>> changes(HostId name, Instant since, Instant until) {
    return ask(
        stores -> {
          HostId host = stores.resolve(name);
          return stores.knows(host)
              ? Answer.found(stores.changes(host, since, until))
              : Answer.absent(unknown(name));
        });
  }

  @Override
  public Answer<KernelIncident> incident(IncidentId id, OptionalInt revision) {
    return ask(
        stores ->
            stores
                .incident(id)
                .filter(i -> revision.isEmpty() || revision.getAsInt() == i.revision())
                .map(Answer::found)
                .orElseGet(() -> Answer.absent("no incident " + id + " is kept in that revision")));
  }

  @Override
  public Answer<ConfigView> config(HostId name, Instant asOf) {
    return ask(
        stores -> {
          HostId host = stores.resolve(name);
          return stores.knows(host)
              ? Answer.found(stores.config(host, asOf))
              : Answer.absent(unknown(name));
        });
  }

  @Override
  public <T> Answer<T> ofFleet(Function<Fleet, Answer<T>> question) {
    return ask(stores -> question.apply(stores.fleet()));
  }

  private static String unknown(HostId name) {
    return "no host " + name + " was ever heard of";
  }

  @Override
  public boolean alive() {
    State state = pipeline.streams().state();
    return state != State.ERROR && state != State.NOT_RUNNING;
  }

  @Override
  public Readiness readiness() {
    State state = pipeline.streams().state();
    long[] restored = pipeline.restored();
    boolean ready = state == State.RUNNING && restored[0] == restored[1];
    return new Readiness(
        ready, state.name().toLowerCase(java.util.Locale.ROOT), restored[0], restored[1]);
  }

  private <T> Answer<T> ask(Function<StoreView, Answer<T>> question) {
    try {
      return question.apply(StoreView.of(pipeline.streams()));
    } catch (InvalidStateStoreException e) {
      return Answer.notReady("the state is being restored or moved", SOON);
    }
  }
}

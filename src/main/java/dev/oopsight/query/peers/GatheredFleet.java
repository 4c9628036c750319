package dev.oopsight.query.peers;

import dev.oopsight.config.ConfigView;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.query.peers.Gathering.Gathered;
import dev.oopsight.query.peers.Questions.Counted;
import dev.oopsight.query.peers.Questions.Held;
import dev.oopsight.query.peers.Questions.Mattering;
import dev.oopsight.query.peers.Questions.OfLevel;
import dev.oopsight.query.peers.Questions.Outside;
import dev.oopsight.theory.Census;
import dev.oopsight.theory.Fleet;
import dev.oopsight.theory.PrintSummary;
import dev.oopsight.topology.HostDraw;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The fleet as all partitions tell it, for one question; it keeps of which it heard nothing. */
final class GatheredFleet implements Fleet {

  private final Gathering gathering;
  private final SortedSet<Integer> missing = new TreeSet<>();
  private boolean stale;

  GatheredFleet(Gathering gathering) {
    this.gathering = gathering;
  }

  /** Partitions that could not be asked for something that was wanted of them. */
  SortedSet<Integer> missing() {
    return missing;
  }

  /** Whether some of what was told is of a copy. */
  boolean isStale() {
    return stale;
  }

  @Override
  public List<Appearance> appearances(Fingerprint print) {
    return ask(Questions.APPEARANCES, print).stream().flatMap(List::stream).toList();
  }

  @Override
  public List<PrintSummary> prints(Fingerprint.Level level, Instant newSince) {
    return PrintSummary.together(
        ask(Questions.PRINTS, new OfLevel(level, newSince)).stream().flatMap(List::stream));
  }

  @Override
  public Map<HostId, Map<String, Instant>> blamed() {
    Map<HostId, Map<String, Instant>> blamed = new HashMap<>();
    ask(Questions.BLAMED, 0).forEach(blamed::putAll);
    return blamed;
  }

  /** Where all are found, nothing of them is missing. */
  @Override
  public List<KernelIncident> incidents(Collection<IncidentId> ids) {
    Set<IncidentId> wanted = new HashSet<>(ids);
    if (wanted.isEmpty()) return List.of();
    Gathered<List<KernelIncident>> all =
        gathering.ask(Questions.INCIDENTS_BY_ID, List.copyOf(wanted));
    List<KernelIncident> found = all.inOrder().stream().flatMap(List::stream).toList();
    if (found.size() < wanted.size()) missing.addAll(all.missing());
    stale |= all.stale();
    return found;
  }

  @Override
  public Census census(Instant newSince, int most) {
    return ask(Questions.CENSUS, new Counted(newSince, most)).stream()
        .reduce(Census.EMPTY, (some, others) -> some.and(others, most))
        .shortened(most);
  }

  @Override
  public long hostCount() {
    return ask(Questions.HOST_COUNT, 0).stream().mapToLong(count -> count).sum();
  }

  @Override
  public List<HostId> pickAmong(int most, Set<HostId> hosts) {
    return HostDraw.first(most, hosts);
  }

  @Override
  public List<HostId> pickOutside(int most, Set<HostId> hosts) {
    List<HostId> drawn =
        ask(Questions.PICK, new Outside(most, List.copyOf(hosts))).stream()
            .flatMap(List::stream)
            .toList();
    return HostDraw.first(most, drawn);
  }

  @Override
  public Map<HostAt, ConfigView> values(Collection<HostAt> moments) {
    return byMoment(ask(Questions.VALUES, List.copyOf(moments)));
  }

  @Override
  public Map<HostAt, ConfigView> properties(Collection<HostAt> moments, Set<String> settings) {
    return byMoment(
        ask(Questions.PROPERTIES, new Mattering(List.copyOf(moments), List.copyOf(settings))));
  }

  private static Map<HostAt, ConfigView> byMoment(Collection<List<Held>> all) {
    Map<HostAt, ConfigView> values = new HashMap<>();
    all.forEach(some -> some.forEach(held -> values.put(held.when(), held.values())));
    return values;
  }

  private <A, R> Collection<R> ask(Question<A, R> question, A about) {
    Gathered<R> all = gathering.ask(question, about);
    missing.addAll(all.missing());
    stale |= all.stale();
    return all.inOrder();
  }
}

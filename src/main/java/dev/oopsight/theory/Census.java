package dev.oopsight.theory;

import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.log.HostId;
import dev.oopsight.trace.IncidentClass;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A fleet at a glance. What is counted of parts of it adds up, where no host is in two of them.
 *
 * @param hosts how many are known
 * @param heard of how many the last line came within each minute
 * @param silent the hosts that were heard longest ago, those that never were first
 * @param byHour how many incidents began in each hour
 * @param hostsWithFaults of how many hosts a fault is kept
 * @param newest the incidents that began last, newest first
 * @param prints the fingerprints, site by site
 */
public record Census(
    long hosts,
    SortedMap<Instant, Long> heard,
    List<Heard> silent,
    SortedMap<Instant, Begun> byHour,
    long hostsWithFaults,
    List<Entry> newest,
    List<PrintSummary> prints) {

  /** When a host last printed a line; never where that is empty. */
  public record Heard(HostId host, Optional<Instant> at) {
    private static final Comparator<Heard> LONGEST_AGO =
        Comparator.comparing((Heard heard) -> heard.at.orElse(Instant.MIN))
            .thenComparing(Heard::host);
  }

  /** Incidents that began. */
  public record Begun(long faults, long notices) {
    private Begun and(Begun other) {
      return new Begun(faults + other.faults, notices + other.notices);
    }
  }

  /** When an incident began. */
  public record Entry(Instant firstAt, IncidentId id) {
    private static final Comparator<Entry> NEWEST_FIRST =
        Comparator.comparing(Entry::firstAt).thenComparing(Entry::id).reversed();
  }

  private static final Comparator<PrintSummary> ON_MOST_HOSTS =
      Comparator.comparingLong(PrintSummary::hosts)
          .reversed()
          .thenComparing(print -> print.print().toString());
  private static final Comparator<PrintSummary> NEWEST =
      Comparator.comparing((PrintSummary print) -> print.first().firstAt())
          .reversed()
          .thenComparing(print -> print.print().toString());

  /** Of nobody. */
  public static final Census EMPTY =
      new Census(0, new TreeMap<>(), List.of(), new TreeMap<>(), 0, List.of(), List.of());

  /**
   * Counts.
   *
   * @param heard when each host was last heard
   * @param incidents tells every incident once, with its print of the level site
   * @param newSince from when on a host counts as new under a print
   * @param most how long lists get; prints are told whole
   */
  public static Census of(
      Stream<Heard> heard,
      Consumer<BiConsumer<Fingerprint, Appearance>> incidents,
      Instant newSince,
      int most) {
    List<Heard> hosts = heard.toList();
    Map<Long, Long> byMinute = new HashMap<>();
    for (Heard host : hosts) {
      if (host.at().isEmpty()) continue;
      byMinute.merge(Math.floorDiv(host.at().get().getEpochSecond(), 60), 1L, Long::sum);
    }
    SortedMap<Instant, Begun> byHour = new TreeMap<>();
    Set<HostId> withFaults = new HashSet<>();
    List<Entry> entries = new ArrayList<>();
    Map<Fingerprint, List<Appearance>> byPrint = new LinkedHashMap<>();
    incidents.accept(
        (print, row) -> {
          boolean fault = row.kind().incidentClass() == IncidentClass.FAULT;
          if (fault) withFaults.add(row.host());
          Instant hour = row.firstAt().truncatedTo(ChronoUnit.HOURS);
          byHour.merge(hour, fault ? new Begun(1, 0) : new Begun(0, 1), Begun::and);
          entries.add(new Entry(row.firstAt(), row.incident()));
          byPrint.computeIfAbsent(print, p -> new ArrayList<>()).add(row);
        });
    List<PrintSummary> prints = new ArrayList<>();
    byPrint.forEach((print, rows) -> prints.add(PrintSummary.of(print, rows, newSince)));
    return new Census(
        hosts.size(),
        byInstant(byMinute),
        first(most, hosts.stream(), Heard.LONGEST_AGO),
        byHour,
        withFaults.size(),
        first(most, entries.stream(), Entry.NEWEST_FIRST),
        prints);
  }

  private static SortedMap<Instant, Long> byInstant(Map<Long, Long> byMinute) {
    SortedMap<Instant, Long> byInstant = new TreeMap<>();
    byMinute.forEach((minute, count) -> byInstant.put(Instant.ofEpochSecond(minute * 60), count));
    return byInstant;
  }

  /** Both together; lists get no longer than that. */
  public Census and(Census other, int most) {
    TreeMap<Instant, Long> allHeard = new TreeMap<>(heard);
    other.heard.forEach((minute, count) -> allHeard.merge(minute, count, Long::sum));
    TreeMap<Instant, Begun> allBegun = new TreeMap<>(byHour);
    other.byHour.forEach((hour, begun) -> allBegun.merge(hour, begun, Begun::and));
    return new Census(
        hosts + other.hosts,
        allHeard,
        first(most, Stream.concat(silent.stream(), other.silent.stream()), Heard.LONGEST_AGO),
        allBegun,
        hostsWithFaults + other.hostsWithFaults,
        first(most, Stream.concat(newest.stream(), other.newest.stream()), Entry.NEWEST_FIRST),
        PrintSummary.together(Stream.concat(prints.stream(), other.prints.stream())));
  }

  /** With only those prints that are on the most hosts, and the newest. */
  public Census shortened(int mostPrints) {
    List<PrintSummary> kept =
        Stream.concat(onMostHosts(mostPrints).stream(), newestPrints(mostPrints).stream())
            .distinct()
            .toList();
    return new Census(hosts, heard, silent, byHour, hostsWithFaults, newest, kept);
  }

  /** The same, with hosts and prints told otherwise. */
  public Census renamed(
      Function<HostId, HostId> host, Function<List<PrintSummary>, List<PrintSummary>> others) {
    List<Heard> renamed =
        silent.stream().map(heard -> new Heard(host.apply(heard.host()), heard.at())).toList();
    return new Census(hosts, heard, renamed, byHour, hostsWithFaults, newest, others.apply(prints));
  }

  public List<PrintSummary> onMostHosts(int most) {
    return first(most, prints.stream(), ON_MOST_HOSTS);
  }

  public List<PrintSummary> newestPrints(int most) {
    return first(most, prints.stream(), NEWEST);
  }

  /** When the newest line of all came, to the minute. */
  public Optional<Instant> newestLine() {
    return heard.isEmpty() ? Optional.empty() : Optional.of(heard.lastKey());
  }

  /** How many hosts were silent for so long when the newest line came, or were never heard. */
  public long silentFor(Duration length) {
    long heardSince =
        newestLine()
            .map(line -> heard.tailMap(line.minus(length)).values().stream())
            .orElseGet(Stream::empty)
            .mapToLong(count -> count)
            .sum();
    return hosts - heardSince;
  }

  /** All incidents. */
  public Begun begun() {
    return byHour.values().stream().reduce(new Begun(0, 0), Begun::and);
  }

  /** The first of them in that order; of many hosts all but a few need one comparison each. */
  private static <T> List<T> first(int most, Stream<T> all, Comparator<T> order) {
    PriorityQueue<T> kept = new PriorityQueue<>(order.reversed());
    all.forEach(
        each -> {
          if (kept.size() < most) {
            kept.add(each);
          } else if (most > 0 && order.compare(each, kept.peek()) < 0) {
            kept.poll();
            kept.add(each);
          }
        });
    return kept.stream().sorted(order).toList();
  }
}

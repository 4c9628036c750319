package dev.oopsight.query;

import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.log.HostId;
import dev.oopsight.theory.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One fingerprint over all hosts.
 *
 * @param print which
 * @param first its first incident
 * @param newest its newest incident
 * @param hosts on how many hosts it was seen
 * @param newHosts on how many of them for the first time since the given moment
 * @param incidents how many are kept
 * @param printed occurrences that were printed
 * @param suppressed occurrences that the kernel says it did not print
 * @param lastSeen when the last occurrence began, as was published last
 * @param kernels the first incident under each release that a trace named, first seen first
 */
record PrintSummary(
    Fingerprint print,
    Appearance first,
    Appearance newest,
    long hosts,
    long newHosts,
    long incidents,
    long printed,
    long suppressed,
    Instant lastSeen,
    Map<String, Kernel> kernels) {

  /**
   * A kernel release under which it was seen.
   *
   * @param firstSeen when first
   * @param hosts on how many hosts
   */
  record Kernel(Instant firstSeen, long hosts) {}

  private static final Comparator<Appearance> BY_BEGINNING =
      Comparator.comparing(Appearance::firstAt)
          .thenComparing(appearance -> appearance.incident().toString());

  /** Every print of that level, in no order. */
  static List<PrintSummary> all(Fleet fleet, Fingerprint.Level level, Instant newSince) {
    Map<String, List<Appearance>> rows = new TreeMap<>();
    fleet.eachAppearance(
        level,
        (print, appearance) ->
            rows.computeIfAbsent(print.toString(), p -> new ArrayList<>()).add(appearance));
    List<PrintSummary> summaries = new ArrayList<>();
    rows.forEach((print, some) -> summaries.add(of(Fingerprint.of(print), some, newSince)));
    return summaries;
  }

  /** One print; of at least one incident. */
  static PrintSummary of(Fingerprint print, List<Appearance> appearances, Instant newSince) {
    List<Appearance> inOrder = appearances.stream().sorted(BY_BEGINNING).toList();
    Map<HostId, Instant> firstByHost = new TreeMap<>();
    inOrder.forEach(a -> firstByHost.putIfAbsent(a.host(), a.firstAt()));
    return new PrintSummary(
        print,
        inOrder.get(0),
        inOrder.get(inOrder.size() - 1),
        firstByHost.size(),
        firstByHost.values().stream().filter(at -> !at.isBefore(newSince)).count(),
        inOrder.size(),
        inOrder.stream().mapToLong(Appearance::printed).sum(),
        inOrder.stream().mapToLong(Appearance::suppressed).sum(),
        lastSeen(inOrder),
        kernels(inOrder));
  }

  private static Map<String, Kernel> kernels(List<Appearance> inOrder) {
    Map<String, List<Appearance>> byRelease = new LinkedHashMap<>();
    for (Appearance appearance : inOrder) {
      appearance
          .kernel()
          .ifPresent(k -> byRelease.computeIfAbsent(k, x -> new ArrayList<>()).add(appearance));
    }
    Map<String, Kernel> kernels = new LinkedHashMap<>();
    byRelease.forEach(
        (release, some) ->
            kernels.put(
                release,
                new Kernel(
                    some.get(0).firstAt(),
                    some.stream().map(Appearance::host).distinct().count())));
    return kernels;
  }

  /** The same incidents host by host, each host as a summary of its own. */
  static List<PrintSummary> byHost(Fingerprint print, Collection<Appearance> appearances) {
    return appearances.stream()
        .collect(Collectors.groupingBy(Appearance::host, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(some -> of(print, some, Instant.MAX))
        .toList();
  }

  Optional<String> hardware() {
    return newest.hardware();
  }

  private static Instant lastSeen(List<Appearance> some) {
    return some.stream().map(Appearance::lastAt).max(Comparator.naturalOrder()).orElseThrow();
  }
}

package dev.oopsight.theory;

import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.log.HostId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
public record PrintSummary(
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
  public record Kernel(Instant firstSeen, long hosts) {
    private Kernel and(Kernel other) {
      return new Kernel(
          firstSeen.isBefore(other.firstSeen) ? firstSeen : other.firstSeen, hosts + other.hosts);
    }
  }

  private static final Comparator<Appearance> BY_BEGINNING =
      Comparator.comparing(Appearance::firstAt).thenComparing(Appearance::incident);

  /**
   * Every print, in no order.
   *
   * @param incidents tells every incident once, with its print
   */
  public static List<PrintSummary> all(
      Consumer<BiConsumer<Fingerprint, Appearance>> incidents, Instant newSince) {
    Map<Fingerprint, List<Appearance>> rows = new LinkedHashMap<>();
    incidents.accept((print, row) -> rows.computeIfAbsent(print, p -> new ArrayList<>()).add(row));
    List<PrintSummary> summaries = new ArrayList<>();
    rows.forEach((print, some) -> summaries.add(of(print, some, newSince)));
    return summaries;
  }

  /** Those of parts of a fleet together, where no host is in two of them. */
  public static List<PrintSummary> together(Stream<PrintSummary> ofParts) {
    Map<Fingerprint, PrintSummary> byPrint = new LinkedHashMap<>();
    ofParts.forEach(print -> byPrint.merge(print.print(), print, PrintSummary::and));
    return List.copyOf(byPrint.values());
  }

  /** One print; of at least one incident. */
  public static PrintSummary of(Fingerprint print, List<Appearance> appearances, Instant newSince) {
    List<Appearance> inOrder = appearances.stream().sorted(BY_BEGINNING).toList();
    Map<HostId, Instant> firstByHost = new HashMap<>();
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

  /** The same with its first and its newest incident told otherwise. */
  public PrintSummary of(Appearance otherFirst, Appearance otherNewest) {
    return new PrintSummary(
        print,
        otherFirst,
        otherNewest,
        hosts,
        newHosts,
        incidents,
        printed,
        suppressed,
        lastSeen,
        kernels);
  }

  /** Both together, of hosts that are not the same. */
  PrintSummary and(PrintSummary other) {
    return new PrintSummary(
        print,
        BY_BEGINNING.compare(first, other.first) <= 0 ? first : other.first,
        BY_BEGINNING.compare(newest, other.newest) >= 0 ? newest : other.newest,
        hosts + other.hosts,
        newHosts + other.newHosts,
        incidents + other.incidents,
        printed + other.printed,
        suppressed + other.suppressed,
        lastSeen.isAfter(other.lastSeen) ? lastSeen : other.lastSeen,
        together(kernels, other.kernels));
  }

  private static Map<String, Kernel> together(
      Map<String, Kernel> some, Map<String, Kernel> others) {
    Map<String, Kernel> all = new HashMap<>(some);
    others.forEach((release, kernel) -> all.merge(release, kernel, Kernel::and));
    Map<String, Kernel> inOrder = new LinkedHashMap<>();
    all.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, Kernel> kernel) -> kernel.getValue().firstSeen())
                .thenComparing(Map.Entry::getKey))
        .forEach(kernel -> inOrder.put(kernel.getKey(), kernel.getValue()));
    return inOrder;
  }

  /** The same incidents host by host, each host as a summary of its own. */
  public static List<PrintSummary> byHost(Fingerprint print, Collection<Appearance> appearances) {
    return appearances.stream()
        .collect(Collectors.groupingBy(Appearance::host, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(some -> of(print, some, Instant.MAX))
        .toList();
  }

  public Optional<String> hardware() {
    return newest.hardware();
  }

  private static Instant lastSeen(List<Appearance> some) {
    return some.stream().map(Appearance::lastAt).max(Comparator.naturalOrder()).orElseThrow();
  }
}

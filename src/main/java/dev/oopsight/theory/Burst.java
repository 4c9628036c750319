package dev.oopsight.theory;

import dev.oopsight.incident.Appearance;
import dev.oopsight.log.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Incidents of one bug that began on several hosts at once.
 *
 * @param incidents in the order in which they began, of two hosts or more
 */
public record Burst(List<Appearance> incidents) {

  private static final Comparator<Appearance> BY_BEGINNING =
      Comparator.comparing(Appearance::firstAt).thenComparing(Appearance::incident);

  public Burst {
    incidents = List.copyOf(incidents);
  }

  /**
   * The bursts among these incidents, newest first.
   *
   * @param within the longest time between the beginning of one incident and the next
   */
  public static List<Burst> of(List<Appearance> appearances, Duration within) {
    List<Burst> runs = new ArrayList<>();
    List<Appearance> run = new ArrayList<>();
    for (Appearance next : appearances.stream().sorted(BY_BEGINNING).toList()) {
      if (!run.isEmpty()) {
        Appearance last = run.get(run.size() - 1);
        if (Duration.between(last.firstAt(), next.firstAt()).compareTo(within) > 0) {
          runs.add(0, new Burst(run));
          run.clear();
        }
      }
      run.add(next);
    }
    if (!run.isEmpty()) runs.add(0, new Burst(run));
    return runs.stream().filter(burst -> burst.hosts() > 1).toList();
  }

  /** On how many hosts. */
  public long hosts() {
    return incidents.stream().map(Appearance::host).map(HostId::value).distinct().count();
  }

  /** When the first incident began. */
  public Instant began() {
    return incidents.get(0).firstAt();
  }

  /** When the last incident began. */
  public Instant ended() {
    return incidents.get(incidents.size() - 1).firstAt();
  }
}

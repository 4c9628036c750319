package dev.oopsight.query;

import static java.util.Objects.requireNonNull;

import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.trace.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which of a host's incidents are asked for; they come newest first.
 *
 * @param kind only those; empty for all
 * @param since only those whose last occurrence began then or later
 * @param until only those whose first occurrence began before
 * @param limit how many at most, from 1
 * @param after only those that come behind this place
 */
public record IncidentFilter(
    Optional<Kind> kind,
    Optional<Instant> since,
    Optional<Instant> until,
    int limit,
    Optional<Place> after) {

  /**
   * A place in the list of a host's incidents, which lies still while others are added.
   *
   * @param firstAt when the incident began
   * @param id which one
   */
  public record Place(Instant firstAt, IncidentId id) {
    public Place {
      requireNonNull(firstAt);
      requireNonNull(id);
    }

    /** Where that incident stands. */
    public static Place of(KernelIncident incident) {
      return new Place(incident.firstAt().at(), incident.id());
    }
  }

  /** The order of every list of incidents. */
  public static final Comparator<Place> NEWEST_FIRST =
      Comparator.comparing(Place::firstAt).thenComparing(Place::id).reversed();

  public IncidentFilter {
    requireNonNull(kind);
    requireNonNull(since);
    requireNonNull(until);
    if (limit < 1) throw new IllegalArgumentException("limit " + limit);
    requireNonNull(after);
  }

  /** The newest incidents of any kind. */
  public static IncidentFilter newest(int limit) {
    return new IncidentFilter(
        Optional.empty(), Optional.empty(), Optional.empty(), limit, Optional.empty());
  }

  /** Whether an incident is asked for. */
  public boolean matches(KernelIncident incident) {
    return matches(incident.trace().kind(), Place.of(incident), incident.lastAt().at());
  }

  /**
   * Whether an incident is asked for.
   *
   * @param lastAt when its last occurrence began
   */
  public boolean matches(Kind ofKind, Place place, Instant lastAt) {
    return kind.map(ofKind::equals).orElse(true)
        && since.map(from -> !lastAt.isBefore(from)).orElse(true)
        && until.map(place.firstAt()::isBefore).orElse(true)
        && after.map(behind -> NEWEST_FIRST.compare(place, behind) > 0).orElse(true);
  }

  /** The page of these incidents that is asked for. */
  public Page<KernelIncident> pageOf(Collection<KernelIncident> incidents) {
    return Page.firstOf(
        incidents.stream()
            .filter(this::matches)
            .sorted(Comparator.comparing(Place::of, NEWEST_FIRST))
            .limit(limit + 1L)
            .toList(),
        limit);
  }
}

package dev.oopsight.incident;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * Names one incident: the id of its first occurrence.
 *
 * @param value a UUIDv5
 */
public record IncidentId(UUID value) implements Comparable<IncidentId> {
  public IncidentId {
    requireNonNull(value);
  }

  /** The incident that begins with that occurrence. */
  public static IncidentId of(OccurrenceId first) {
    return new IncidentId(first.value());
  }

  @Override
  public int compareTo(IncidentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}

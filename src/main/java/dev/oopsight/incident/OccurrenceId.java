package dev.oopsight.incident;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * Names one trace, whatever carried it and however often it was read.
 *
 * @param value UUIDv5 of host, boot and {@link Anchor}
 */
public record OccurrenceId(UUID value) {
  public OccurrenceId {
    requireNonNull(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}

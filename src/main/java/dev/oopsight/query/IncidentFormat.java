package dev.oopsight.query;

import static java.util.Objects.requireNonNull;

import dev.oopsight.incident.KernelIncident;
import java.util.function.Function;

/**
 * A form beside JSON in which one incident can be asked for, {@code ?format=ecs}.
 *
 * @param name in the query
 * @param contentType of the answer
 * @param encoding the whole body
 */
public record IncidentFormat(
    String name, String contentType, Function<KernelIncident, String> encoding) {
  public IncidentFormat {
    if (name.isEmpty() || name.equals("json")) throw new IllegalArgumentException(name);
    requireNonNull(contentType);
    requireNonNull(encoding);
  }
}

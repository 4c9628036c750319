package dev.oopsight.topology;

import static java.util.Objects.requireNonNull;

import dev.oopsight.config.ConfigChange;
import dev.oopsight.incident.KernelIncident;
import org.apache.kafka.common.serialization.Serde;

/**
 * How values are written for others: Avro in the registry's wire format. Nothing is read back.
 *
 * @param incidents of {@code kernel.incidents} and {@code kernel.incidents.state}; writes null as
 *     null
 * @param changes of {@code host.changes}
 */
public record Outputs(Serde<KernelIncident> incidents, Serde<ConfigChange> changes) {
  public Outputs {
    requireNonNull(incidents);
    requireNonNull(changes);
  }
}

package dev.oopsight.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.topology.Outputs;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serdes;

/** Writes incidents as stores do, so that no registry is needed. */
public final class StoredOutputs {

  private StoredOutputs() {}

  /** As they are, or after something was done to each. */
  public static Outputs of(UnaryOperator<KernelIncident> fault) {
    return new Outputs(
        Serdes.serdeFrom(
            (topic, incident) ->
                incident == null
                    ? null
                    : StoredFormat.KERNEL_INCIDENT.encode(fault.apply(incident)),
            (topic, bytes) -> StoredFormat.KERNEL_INCIDENT.decode(bytes)),
        Serdes.serdeFrom(
            (topic, change) -> change.toString().getBytes(UTF_8),
            (topic, bytes) -> {
              throw new IllegalStateException("changes are not read back");
            }));
  }
}

package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.config.ConfigChange;
import dev.oopsight.incident.KernelIncident;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * What the pipeline publishes without a registry: incidents as they are stored, changes as text.
 */
public final class StoredOutputs {

  private StoredOutputs() {}

  public static Outputs all() {
    return all(UnaryOperator.identity());
  }

  /**
   * The same with a fault.
   *
   * @param fault what is done to a revision just before it is written
   */
  public static Outputs all(UnaryOperator<KernelIncident> fault) {
    return new Outputs(
        incidents(fault),
        Serdes.serdeFrom(
            (topic, change) -> told(change).getBytes(UTF_8),
            (topic, bytes) -> {
              throw new IllegalStateException("text is not read back");
            }));
  }

  static Serde<KernelIncident> incidents() {
    return incidents(UnaryOperator.identity());
  }

  private static Serde<KernelIncident> incidents(UnaryOperator<KernelIncident> fault) {
    return Serdes.serdeFrom(
        (topic, incident) ->
            incident == null ? null : StoredFormat.KERNEL_INCIDENT.encode(fault.apply(incident)),
        (topic, bytes) -> bytes == null ? null : StoredFormat.KERNEL_INCIDENT.decode(bytes));
  }

  private static String told(ConfigChange change) {
    return "%s %s -> %s between %s and %s, %s of %d"
        .formatted(
            change.key(),
            change.before().orElse("nothing"),
            change.after().orElse("nothing"),
            change.lastBefore(),
            change.firstAfter(),
            change.together(),
            change.togetherCount());
  }
}

package dev.oopsight.query;

import dev.oopsight.topology.PipelineRun;
import java.util.Locale;
import org.apache.kafka.streams.KafkaStreams.State;

/**
 * How a pipeline fares.
 *
 * @param pipeline which
 */
public record PipelineHealth(PipelineRun pipeline) implements Health {

  @Override
  public boolean alive() {
    State state = pipeline.streams().state();
    return state != State.ERROR && state != State.NOT_RUNNING;
  }

  @Override
  public Readiness readiness() {
    State state = pipeline.streams().state();
    long[] restored = pipeline.restored();
    boolean ready = state == State.RUNNING && restored[0] == restored[1];
    return new Readiness(ready, state.name().toLowerCase(Locale.ROOT), restored[0], restored[1]);
  }
}

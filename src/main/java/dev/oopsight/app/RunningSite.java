package dev.oopsight.app;

/** A pipeline with a broker of its own in this process. */
public interface RunningSite extends RunningPipeline {

  /** Where shippers find the broker, {@code localhost:9092}. */
  String bootstrapServers();
}

package dev.oopsight.app;

/** A pipeline that works, with its API. Closing it stops both in order, and is safe to repeat. */
public interface RunningPipeline extends AutoCloseable {

  /** Where the API answers, {@code http://localhost:8080}. */
  String url();

  /**
   * Waits until the pipeline has stopped.
   *
   * @throws CommandFailed where it stopped because it cannot go on
   */
  void awaitEnd() throws InterruptedException;

  @Override
  void close();
}

package dev.oopsight.app;

import dev.oopsight.embedded.SampleRecord;
import dev.oopsight.query.IncidentQueries;
import java.time.Duration;
import java.util.List;

/** The whole system in this process. */
public interface RunningDemo extends RunningSite {

  /** Sends records to the input topics, in order, and returns when the broker has them. */
  void send(List<SampleRecord> records);

  /**
   * Waits until everything sent so far was worked off and what it led to can be queried.
   *
   * @throws CommandFailed where that takes longer
   */
  void awaitWorkedOff(Duration atMost) throws InterruptedException;

  /** Asks the pipeline. */
  IncidentQueries queries();
}

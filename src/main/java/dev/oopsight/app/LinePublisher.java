package dev.oopsight.app;

import java.time.Instant;

/** Publishes the lines of logs to one topic, in order. */
public interface LinePublisher extends AutoCloseable {

  /**
   * Hands a line over; it may still be on its way when this returns.
   *
   * @param line without its line end
   * @param at the timestamp of its record
   * @throws CommandFailed where the broker has refused a line, this one or one before
   */
  void publish(byte[] line, Instant at);

  /**
   * Waits until the broker has every line.
   *
   * @throws CommandFailed where it has refused one
   */
  void finish();

  /** Ends; what is still on its way is lost. */
  @Override
  void close();
}

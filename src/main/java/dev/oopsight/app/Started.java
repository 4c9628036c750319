package dev.oopsight.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Parts that were started one after the other. They are stopped in reverse order, once: when
 * closed, or by a signal to the process, which may come while they start.
 */
final class Started implements AutoCloseable {

  private final Deque<Runnable> stops = new ArrayDeque<>();
  private final Thread hook = new Thread(this::stop, "stop");
  private boolean stopped;

  Started() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts one more. Who stops them waits until it is there.
   *
   * @throws CommandFailed where they are being stopped already
   */
  synchronized <T> T start(Supplier<T> part, Consumer<T> stop) {
    if (stopped) throw new CommandFailed("asked to stop while it started");
    T started = part.get();
    stops.push(() -> stop.accept(started));
    return started;
  }

  @Override
  public void close() {
    stop();
    Lifetime.removeUnlessStopping(hook);
  }

  private synchronized void stop() {
    stopped = true;
    while (!stops.isEmpty()) stops.pop().run();
  }
}

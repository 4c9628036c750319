package dev.oopsight.app;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Starts what runs, keeps it while it is needed, and closes it: at the end, and when a signal asks
 * the process to stop, at whatever moment.
 */
final class Lifetime {

  /** A signal during the start waits for it: what is half there cannot be closed in order. */
  private static final int START_WITHIN_SECONDS = 30;

  /** What is done while something runs. */
  @FunctionalInterface
  interface Work<P> {
    void with(P running) throws InterruptedException;
  }

  private Lifetime() {}

  static <P extends RunningPipeline> void of(Supplier<P> start, Work<? super P> work)
      throws InterruptedException {
    CompletableFuture<P> started = new CompletableFuture<>();
    AtomicBoolean stopping = new AtomicBoolean();
    Thread stop =
        new Thread(
            () -> {
              stopping.set(true);
              close(started);
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try (P running = started(start, started)) {
      work.with(running);
    } catch (RuntimeException | Error e) {
      if (!stopping.get()) throw e; // being stopped is no failure
    } finally {
      removeUnlessStopping(stop);
    }
  }

  private static <P> P started(Supplier<P> start, CompletableFuture<P> started) {
    try {
      P running = start.get();
      started.complete(running);
      return running;
    } finally {
      started.cancel(false); // of no effect where it has started
    }
  }

  private static void close(CompletableFuture<? extends RunningPipeline> started) {
    try {
      started.get(START_WITHIN_SECONDS, TimeUnit.SECONDS).close();
    } catch (CancellationException
        | ExecutionException
        | InterruptedException
        | TimeoutException e) {
      // It never ran, so there is nothing to close.
    }
  }

  /** Takes a hook back, where that still matters. */
  static void removeUnlessStopping(Thread stop) {
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException stopping) {
      // A signal came: the hook is running, which is what it is for.
    }
  }
}

package dev.oopsight.app;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Hands things over to a thread that works on them, one after the other and in order. Whoever hands
 * over faster than that waits, so that what lies between is bound.
 */
final class Relay<T> implements AutoCloseable {

  private static final int MOST_WAITING = 8;

  private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Consumer<T> work;
  private final Thread thread;
  private volatile RuntimeException failure;
  private boolean ended;

  Relay(String name, Consumer<T> work) {
    this.work = work;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!ended) waiting.take().run();
    } catch (InterruptedException e) {
      // Nobody waits for the rest.
    }
  }

  /**
   * Hands a thing over.
   *
   * @throws RuntimeException what the work on an earlier one threw; nothing is worked on after that
   */
  void put(T thing) {
    enqueue(() -> work(thing));
    rethrow();
  }

  private void work(T thing) {
    if (failure != null) return;
    try {
      work.accept(thing);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Waits until all that was handed over is done; throws what the work threw. */
  void finish() {
    enqueue(() -> ended = true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    rethrow();
  }

  private void enqueue(Runnable task) {
    try {
      waiting.put(task);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void rethrow() {
    if (failure != null) throw failure;
  }

  private static CommandFailed interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new CommandFailed("interrupted while it read", e);
  }

  /** Ends the thread, whatever it has left to do. */
  @Override
  public void close() {
    thread.interrupt();
  }
}

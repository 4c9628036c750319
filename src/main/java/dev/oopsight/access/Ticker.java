package dev.oopsight.access;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/** Does something again and again while the server runs. */
abstract class Ticker extends AbstractLifeCycle {

  private final Scheduler scheduler;
  private final Duration every;
  private Scheduler.Task next;

  Ticker(Scheduler scheduler, Duration every) {
    this.scheduler = scheduler;
    this.every = every;
  }

  abstract void look();

  @Override
  protected synchronized void doStart() {
    schedule();
  }

  @Override
  protected synchronized void doStop() {
    next.cancel();
  }

  private void schedule() {
    next = scheduler.schedule(this::lookAgain, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void lookAgain() {
    look();
    synchronized (this) {
      if (isRunning()) schedule();
    }
  }
}

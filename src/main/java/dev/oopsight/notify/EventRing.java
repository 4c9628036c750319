package dev.oopsight.notify;

import dev.oopsight.query.LiveIncidents.Event;
import dev.oopsight.query.LiveIncidents.Listener;
import dev.oopsight.query.LiveIncidents.Revision;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The newest revisions, for any number of listeners, each of which hears them at its own pace. One
 * that falls behind by more than the ring holds is told how many it missed, and goes on with the
 * oldest: nobody waits for it. Threads may share it.
 */
final class EventRing {

  private final Heard[] newest;

  /** Where the oldest that is kept begins. */
  private Positions begin;

  private Positions end;

  /** How many were ever added. */
  private long added;

  private boolean over;

  /** A revision with its place. */
  record Heard(int partition, long offset, Positions after, Revision revision) {}

  /**
   * Empty.
   *
   * @param capacity revisions that are kept, from 1
   * @param begin where the first will stand
   */
  EventRing(int capacity, Positions begin) {
    this.newest = new Heard[capacity];
    this.begin = begin;
    this.end = begin;
  }

  /** Adds the next. */
  synchronized void add(int partition, long offset, Revision revision) {
    end = end.after(partition, offset);
    int slot = slot(added);
    if (newest[slot] != null) begin = newest[slot].after();
    newest[slot] = new Heard(partition, offset, end, revision);
    added++;
    notifyAll();
  }

  private int slot(long place) {
    return (int) (place % newest.length);
  }

  /** How many were added before the oldest that is kept. */
  private long oldest() {
    return Math.max(0, added - newest.length);
  }

  /** No more come. */
  synchronized void end() {
    over = true;
    notifyAll();
  }

  /** Whether all that follows that position is kept, or is still to come. */
  synchronized boolean has(Positions position) {
    return position.reaches(begin) && end.reaches(position);
  }

  /** Where the oldest that is kept begins. */
  synchronized Positions begin() {
    return begin;
  }

  /** A listener for whatever is added from now on. */
  synchronized Listener listenFromNow(Runnable onClose) {
    return new FromHere(added, end, List.of(), onClose);
  }

  /**
   * A listener for what follows a position.
   *
   * @param before what lies between that position and {@link #begin}, to be heard first
   */
  synchronized Listener listen(Positions after, List<Event> before, Runnable onClose) {
    return new FromHere(oldest(), after, before, onClose);
  }

  private final class FromHere implements Listener {

    private final Deque<Event> first;
    private final Runnable onClose;
    private Positions heard;

    /** How many were added before the next one that it hears. */
    private long place;

    FromHere(long place, Positions heard, List<Event> first, Runnable onClose) {
      this.place = place;
      this.heard = heard;
      this.first = new ArrayDeque<>(first);
      this.onClose = onClose;
    }

    @Override
    public Optional<Event> next(Duration atMost) throws InterruptedException {
      if (!first.isEmpty()) {
        Event event = first.removeFirst();
        heard = Positions.of(event.position()).map(heard::and).orElse(heard);
        return Optional.of(event);
      }
      synchronized (EventRing.this) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!over) {
          Optional<Event> event = take();
          if (event.isPresent()) return event;
          long left = (end - System.nanoTime()) / 1_000_000;
          if (left <= 0) return Optional.empty();
          EventRing.this.wait(left);
        }
        return Optional.empty();
      }
    }

    private Optional<Event> take() {
      if (place < oldest()) {
        long missed = oldest() - place;
        place = oldest();
        heard = heard.and(begin);
        return Optional.of(new Event(heard.toString(), Optional.empty(), missed));
      }
      while (place < added) {
        Heard one = newest[slot(place++)];
        boolean known = one.offset() < heard.of(one.partition());
        heard = heard.and(one.after());
        if (!known) return Optional.of(new Event(heard.toString(), Optional.of(one.revision()), 0));
      }
      return Optional.empty();
    }

    @Override
    public boolean isOver() {
      synchronized (EventRing.this) {
        return over;
      }
    }

    @Override
    public void close() {
      onClose.run();
    }
  }
}

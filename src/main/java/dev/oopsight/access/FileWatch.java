package dev.oopsight.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether files changed, by what is in them: their times are too coarse for that, and a
 * mounted secret changes by a link.
 */
final class FileWatch extends Ticker {

  private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final List<Watched> watched = new ArrayList<>();

  private static final class Watched {
    private final List<Path> files;
    private final Runnable load;
    private int seen;

    private Watched(List<Path> files, Runnable load) {
      this.files = files;
      this.load = load;
      this.seen = contents();
    }

    private int contents() {
      int all = 1;
      for (Path file : files) {
        try {
          all = 31 * all + Arrays.hashCode(Files.readAllBytes(file));
        } catch (IOException e) {
          all = 31 * all; // being replaced, or gone: whoever loads it says so
        }
      }
      return all;
    }
  }

  FileWatch(Scheduler scheduler) {
    super(scheduler, EVERY);
  }

  /** Loads now, and again whenever a file changed. */
  void add(List<Path> files, Runnable load) {
    Watched one = new Watched(files, load);
    load.run();
    watched.add(one);
  }

  /** Loads what changed; what cannot be loaded is said, and looked at again when it changes. */
  @Override
  void look() {
    for (Watched one : watched) {
      int now = one.contents();
      if (now == one.seen) continue;
      one.seen = now;
      try {
        one.load.run();
      } catch (CannotGuard e) {
        LOG.error("{}; what held before holds on", e.getMessage());
      }
    }
  }
}

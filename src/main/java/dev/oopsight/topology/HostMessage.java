package dev.oopsight.topology;

import static java.util.Objects.requireNonNull;

import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.log.KernelLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What crosses from the stage that reads to the stage that knows hosts. */
sealed interface HostMessage {

  /**
   * Lines of one record that can belong to a trace, in the record's order.
   *
   * @param lines at least one
   */
  record Lines(List<KernelLine> lines) implements HostMessage {

    private static final int MOST_BYTES = 900 * 1024;

    /** What a line costs beside its text, with names of boot, topic and format. */
    private static final int BYTES_A_LINE = 400;

    private static final int BYTES_A_CHAR = 3;

    public Lines {
      lines = List.copyOf(lines);
      if (lines.isEmpty()) throw new IllegalArgumentException("no lines");
    }

    /** The same lines in messages that fit a topic of Kafka's default limits. */
    static List<Lines> inParts(List<KernelLine> lines) {
      List<Lines> parts = new ArrayList<>();
      int from = 0;
      int bytes = 0;
      for (int i = 0; i < lines.size(); i++) {
        int more = BYTES_A_LINE + BYTES_A_CHAR * lines.get(i).text().length();
        if (bytes > 0 && bytes + more > MOST_BYTES) {
          parts.add(new Lines(lines.subList(from, i)));
          from = i;
          bytes = 0;
        }
        bytes += more;
      }
      parts.add(new Lines(lines.subList(from, lines.size())));
      return parts;
    }
  }

  /**
   * The host's kernel spoke in this minute; what it said was benign.
   *
   * @param at event time of the minute's first line
   */
  record Heartbeat(Instant at) implements HostMessage {
    public Heartbeat {
      requireNonNull(at);
    }
  }

  /** What a collector saw. */
  record Config(ConfigSnapshot snapshot) implements HostMessage {
    public Config {
      requireNonNull(snapshot);
    }
  }
}

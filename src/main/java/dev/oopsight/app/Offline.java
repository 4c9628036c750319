package dev.oopsight.app;

import static java.util.Objects.requireNonNull;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.Occurrence;
import dev.oopsight.log.HostId;
import dev.oopsight.redaction.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The core over one log, without Kafka: what {@code explain} runs. */
@FunctionalInterface
public interface Offline {

  /**
   * A log, and what is known beside it.
   *
   * @param bytes of any known format, read once to the end and not closed
   * @param written when its last line was, as far as that is known: the year of stamps without one
   * @param host whose log; empty to take the lines' word for it
   * @param config documents of that host, each with the name of its file; they hold for the whole
   *     log where they carry no time
   * @param notices whether events that are no faults are reported, too
   */
  record Log(
      InputStream bytes,
      Instant written,
      Optional<HostId> host,
      List<ConfigFile> config,
      boolean notices) {
    public Log {
      requireNonNull(bytes);
      requireNonNull(written);
      requireNonNull(host);
      config = List.copyOf(config);
    }
  }

  /**
   * One trace that was found.
   *
   * @param occurrence the trace
   * @param incident the one that it belongs to, as it stood then
   */
  record Explained(Occurrence occurrence, KernelIncident incident) {
    public Explained {
      requireNonNull(occurrence);
      requireNonNull(incident);
    }

    /** The same, without what is to be taken out. */
    Explained redacted(Redaction redaction) {
      return redaction.isNone()
          ? this
          : new Explained(redaction.of(occurrence), redaction.of(incident));
    }
  }

  /**
   * Reads one log.
   *
   * @param each is told every trace, in the order of the log
   * @param incidents is told every incident in its last revision: when it is known to be the last,
   *     at the latest when the log has ended; then in the order in which they began
   * @return how many lines the log has, whoever wrote them
   * @throws IOException where the log's bytes cannot be had
   */
  long explain(Log log, Consumer<Explained> each, Consumer<KernelIncident> incidents)
      throws IOException;
}

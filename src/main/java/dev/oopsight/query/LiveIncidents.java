package dev.oopsight.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.trace.Kind;
import java.time.Duration;
import java.util.Optional;

/** Incidents as they are published, for whoever listens. */
public interface LiveIncidents {

  /**
   * Begins to listen.
   *
   * @param after the position of an event that was heard before; what came since comes first. Where
   *     it is none of ours, or too old, an event tells that some were missed
   * @return empty where as many listen as may, or nothing can be read now
   */
  Optional<Listener> listen(Optional<String> after);

  /** Ends all listening: no event comes any more. */
  void end();

  /** Whoever listens; to be closed by them. For one thread. */
  interface Listener extends AutoCloseable {

    /**
     * The next event.
     *
     * @param atMost how long to wait for it
     * @return empty where none came in that time, or none comes any more
     */
    Optional<Event> next(Duration atMost) throws InterruptedException;

    /** Whether no event comes any more. */
    boolean isOver();

    @Override
    void close();
  }

  /**
   * Something to hear.
   *
   * @param position where to listen on after it
   * @param revision what was published; empty where some were missed
   * @param missed how many revisions, of all hosts and kinds, were lost before this event; -1 where
   *     nobody can tell
   */
  record Event(String position, Optional<Revision> revision, long missed) {
    public Event {
      requireNonNull(position);
      requireNonNull(revision);
    }
  }

  /**
   * A revision, ready to be sent. It keeps no more than its row: what waits to be heard is bounded.
   *
   * @param opened whether it is the first of its incident
   * @param row a JSON object on one line, as a list of incidents has it, with {@code change}
   */
  record Revision(HostId host, Kind kind, boolean opened, String row) {
    public Revision {
      requireNonNull(host);
      requireNonNull(kind);
      requireNonNull(row);
    }

    public static Revision of(KernelIncident incident) {
      byte[] row =
          JsonText.object(
              json -> {
                IncidentJson.writeRow(json, incident);
                json.text("change", incident.change().id());
              });
      return new Revision(
          incident.host(),
          incident.trace().kind(),
          incident.change() == KernelIncident.Change.OPENED,
          new String(row, UTF_8));
    }
  }
}

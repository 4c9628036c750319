package dev.oopsight.topology;

import static java.util.Objects.requireNonNull;

import dev.oopsight.config.ConfigChange;
import dev.oopsight.incident.Alert;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.redaction.Redaction;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;

/** What the host stage gives: each kind goes to topics of its own. */
sealed interface HostResult {

  /** A revision to publish. */
  record Revision(KernelIncident incident) implements HostResult {
    public Revision {
      requireNonNull(incident);
    }
  }

  /** An incident that nobody needs any more. */
  record Expired(IncidentId incident) implements HostResult {
    public Expired {
      requireNonNull(incident);
    }
  }

  /** A setting of the host that was seen to change. */
  record Changed(ConfigChange change) implements HostResult {
    public Changed {
      requireNonNull(change);
    }
  }

  /** What somebody on call should know now. */
  record Alerted(Alert alert) implements HostResult {
    public Alerted {
      requireNonNull(alert);
    }
  }

  /** The same, without what is to be taken out of all that is published. */
  default HostResult redacted(Redaction redaction) {
    if (this instanceof Revision revision) return new Revision(redaction.of(revision.incident()));
    if (this instanceof Alerted alerted) return new Alerted(redaction.of(alerted.alert()));
    return this instanceof Changed changed ? new Changed(redaction.of(changed.change())) : this;
  }

  /** What holds of an alert from now on, by its id: where it is resolved, that, and then null. */
  default Stream<KeyValue<String, Alert>> alerts() {
    if (!(this instanceof Alerted alerted)) return Stream.empty();
    String id = alerted.alert().id().toString();
    Stream<KeyValue<String, Alert>> told = Stream.of(KeyValue.pair(id, alerted.alert()));
    return alerted.alert().firing()
        ? told
        : Stream.concat(told, Stream.of(KeyValue.pair(id, null)));
  }

  /** The change, where it is one. */
  default Stream<ConfigChange> changes() {
    return this instanceof Changed changed ? Stream.of(changed.change()) : Stream.empty();
  }

  /** The revision, where it is one. */
  default Stream<KernelIncident> revisions() {
    return this instanceof Revision revision ? Stream.of(revision.incident()) : Stream.empty();
  }

  /** What holds of an incident from now on, by its id; null where it expired. */
  default Stream<KeyValue<String, KernelIncident>> states() {
    if (this instanceof Revision revision) {
      return Stream.of(KeyValue.pair(revision.incident().id().toString(), revision.incident()));
    }
    return this instanceof Expired expired
        ? Stream.of(KeyValue.pair(expired.incident().toString(), null))
        : Stream.empty();
  }
}

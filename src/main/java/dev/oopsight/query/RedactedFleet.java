package dev.oopsight.query;

import dev.oopsight.config.ConfigView;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.theory.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A fleet of which only what may be published is told; its hosts are asked by published names. */
final class RedactedFleet implements Fleet {

  private final Fleet all;
  private final Redaction redaction;
  private final UnaryOperator<HostId> own;

  /**
   * @param own the name under which a host is kept, by the one that is published
   */
  RedactedFleet(Fleet all, Redaction redaction, UnaryOperator<HostId> own) {
    this.all = all;
    this.redaction = redaction;
    this.own = own;
  }

  @Override
  public List<Appearance> appearances(Fingerprint print) {
    return all.appearances(print).stream().map(this::redacted).flatMap(Optional::stream).toList();
  }

  /** The title may name a task that only the whole incident tells. */
  private Optional<Appearance> redacted(Appearance appearance) {
    return redaction.takes(Redaction.What.COMMS)
        ? incident(appearance.incident()).map(Appearance::of)
        : Optional.of(redaction.of(appearance));
  }

  @Override
  public void eachAppearance(BiConsumer<Fingerprint, Appearance> told) {
    all.eachAppearance(
        (print, appearance) -> redacted(appearance).ifPresent(a -> told.accept(print, a)));
  }

  @Override
  public Optional<KernelIncident> incident(IncidentId id) {
    return all.incident(id).map(redaction::of);
  }

  @Override
  public long hostCount() {
    return all.hostCount();
  }

  @Override
  public List<HostId> pick(int most, Predicate<HostId> wanted) {
    return all.pick(most, host -> wanted.test(redaction.host(host))).stream()
        .map(redaction::host)
        .toList();
  }

  @Override
  public ConfigView values(HostId host, Instant asOf) {
    HostId kept = own.apply(host);
    return redaction.of(all.values(kept, asOf), kept);
  }
}

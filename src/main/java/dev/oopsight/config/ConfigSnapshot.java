package dev.oopsight.config;

import static java.util.Objects.requireNonNull;

import dev.oopsight.log.HostId;
import java.time.Instant;
import java.util.List;

/**
 * What a collector saw of one host at one moment.
 *
 * @param host whose config
 * @param collectedAt when it was seen, by the host's wall clock: from then on it is in force
 * @param observations one a section, at least one
 */
public record ConfigSnapshot(HostId host, Instant collectedAt, List<Observation> observations) {
  public ConfigSnapshot {
    requireNonNull(host);
    requireNonNull(collectedAt);
    observations = List.copyOf(observations);
  }
}

package dev.oopsight.fingerprint;

import static java.util.Objects.requireNonNull;

/**
 * Both prints of one trace.
 *
 * @param mechanism groups across drivers
 * @param site groups incidents
 */
public record Fingerprints(Fingerprint mechanism, Fingerprint site) {
  public Fingerprints {
    requireNonNull(mechanism);
    requireNonNull(site);
  }
}

package dev.oopsight.theory;

import static java.util.Objects.requireNonNull;

import dev.oopsight.diagnosis.Risk;
import dev.oopsight.log.HostId;

/**
 * What a rule would blame on a host that has not failed by it, and how it went elsewhere.
 *
 * @param host where
 * @param risk what is blamed
 * @param with hosts looked at of which the same rule says the same, now or when they failed
 * @param failedWith those of them that failed, and on which the rule was blamed
 * @param others the other hosts looked at
 * @param failedOthers those of them on which the rule was blamed all the same
 */
public record RiskOnHost(
    HostId host, Risk risk, int with, int failedWith, int others, int failedOthers) {
  public RiskOnHost {
    requireNonNull(host);
    requireNonNull(risk);
    if (failedWith > with || failedOthers > others) {
      throw new IllegalArgumentException(
          "%d of %d, %d of %d".formatted(failedWith, with, failedOthers, others));
    }
  }
}

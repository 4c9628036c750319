package dev.oopsight.app;

import static java.util.Objects.requireNonNull;

import dev.oopsight.diagnosis.LiveRules;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.query.ExplainRoute;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code explain} says of a log that is held in memory, by the rules in force. */
final class PastedLog implements ExplainRoute.Explainer {

  private final LiveRules rules;

  PastedLog(LiveRules rules) {
    this.rules = requireNonNull(rules);
  }

  @Override
  public List<KernelIncident> explain(byte[] log) {
    List<KernelIncident> found = new ArrayList<>();
    Offline.Log pasted =
        new Offline.Log(
            new ByteArrayInputStream(log), Instant.now(), Optional.empty(), List.of(), false);
    try {
      new CoreOverFiles(rules::inForce).explain(pasted, each -> {}, found::add);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory", e);
    }
    return found;
  }
}

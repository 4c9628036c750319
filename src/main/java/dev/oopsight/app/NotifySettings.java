package dev.oopsight.app;

import dev.oopsight.notify.Receiver;
import dev.oopsight.topology.AlertSettings;
import java.time.Duration;
import java.util.List;

/**
 * Who is told of alerts, and how.
 *
 * @param alerts what they are
 * @param receivers who is told; empty for nobody
 * @param deadline for so long a notice is tried
 */
public record NotifySettings(AlertSettings alerts, List<Receiver> receivers, Duration deadline) {

  /** Nobody is told. */
  public static final NotifySettings DEFAULT =
      new NotifySettings(AlertSettings.DEFAULT, List.of(), Duration.ofMinutes(15));

  public NotifySettings {
    receivers = List.copyOf(receivers);
  }
}

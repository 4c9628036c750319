package dev.oopsight.query;

import dev.oopsight.incident.Alert;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.siem.AlertMessage;
import dev.oopsight.trace.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Alerts for tests. */
public final class SampleAlerts {

  private static final Duration WINDOW = Duration.ofHours(2);

  private SampleAlerts() {}

  /** One of the seed's incident, and one of an OOM kill on web2. */
  static Answer<List<AlertMessage>> open() {
    return Answer.found(List.of(firing(SeedIncident.onWeb1()), firing(oomOnWeb2())));
  }

  public static KernelIncident oomOnWeb2() {
    return SeedIncident.with(
        new HostId("web2"), new UUID(0, 2), SeedIncident.BEGAN.plusSeconds(9), Kind.OOM_KILL);
  }

  /** An alert that just opened. */
  public static AlertMessage firing(KernelIncident incident) {
    return message(incident, true, SeedIncident.BEGAN);
  }

  /** The same, resolved then. */
  public static AlertMessage resolved(KernelIncident incident, Instant at) {
    return message(incident, false, at);
  }

  private static AlertMessage message(KernelIncident incident, boolean firing, Instant at) {
    Instant began = incident.firstAt().at();
    return AlertMessage.of(
        new Alert(incident.id(), firing, true, incident, began, firing ? at.plus(WINDOW) : at, at),
        Optional.of("https://oopsight.example.com"));
  }
}

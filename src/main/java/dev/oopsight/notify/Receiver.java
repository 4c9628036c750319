package dev.oopsight.notify;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Who is told of alerts.
 *
 * @param form in which
 * @param url where it takes them: http or https
 * @param authorization file with the value of the header {@code Authorization}, read for each
 *     request
 * @param trusted file with certificates, PEM, that are trusted in place of the JDK's
 */
public record Receiver(Form form, URI url, Optional<Path> authorization, Optional<Path> trusted) {

  /** What a receiver takes. */
  public enum Form {
    /** Alertmanager's own API, as Prometheus speaks to it. */
    ALERTMANAGER,
    /** What Alertmanager sends to a webhook, version 4. */
    WEBHOOK;

    /** In lower case: label of metrics, beginning of settings. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Receiver {
    requireNonNull(form);
    requireNonNull(url);
    requireNonNull(authorization);
    requireNonNull(trusted);
  }
}

package dev.oopsight.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.siem.AlertMessage;
import dev.oopsight.siem.WebhookJson;
import java.util.Optional;

/**
 * The body of a request to a webhook.
 *
 * @param publicUrl of the page
 */
record WebhookBody(Optional<String> publicUrl) {

  byte[] of(AlertMessage alert) {
    return WebhookJson.of(alert, publicUrl).getBytes(UTF_8);
  }
}

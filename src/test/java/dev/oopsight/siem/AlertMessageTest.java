package dev.oopsight.siem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.query.SampleAlerts;
import dev.oopsight.query.SeedIncident;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AlertMessageTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As in prometheus/common, model/signature_test.go. */
  @Test
  void hasAlertmanagersFingerprint() {
    AlertMessage alert =
        new AlertMessage(
            "x",
            true,
            true,
            new TreeMap<>(Map.of("name", "garland, briggs", "fear", "love is not enough")),
            new TreeMap<>(),
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.empty());

    assertThat(alert.fingerprint()).isEqualTo(Long.toHexString(5799056148416392346L));
  }

  @Test
  void isReadAsItIsWritten() {
    AlertMessage alert = SampleAlerts.firing(SeedIncident.onWeb1());

    assertThat(AlertMessage.read(alert.toJson().getBytes(UTF_8))).contains(alert);
    assertThat(AlertMessage.read("{\"id\":1}".getBytes(UTF_8))).isEmpty();
    assertThat(AlertMessage.read("[".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void keepsItsLabelsWhileItGoesOn() {
    AlertMessage alert = SampleAlerts.firing(SeedIncident.onWeb1());

    assertThat(alert.labels())
        .containsOnlyKeys(
            "alertname", "fingerprint", "function", "host", "kind", "module", "severity");
    assertThat(alert.annotations())
        .containsKeys("summary", "description", "incident", "count", "last_at");
  }

  @Test
  void isToldToAWebhookAsAlertmanagerDoes() throws Exception {
    AlertMessage firing = SampleAlerts.firing(SeedIncident.onWeb1());
    JsonNode told = JSON.readTree(WebhookJson.of(firing, Optional.of("https://oops.example.com")));

    assertThat(told.path("version").asText()).isEqualTo("4");
    assertThat(told.path("status").asText()).isEqualTo("firing");
    assertThat(told.path("truncatedAlerts").asInt(-1)).isZero();
    assertThat(told.path("externalURL").asText()).isEqualTo("https://oops.example.com");
    assertThat(told.path("groupKey").asText())
        .startsWith("{}:{alertname=\"KernelPageAllocationFailure\", fingerprint=\"site-")
        .endsWith("host=\"web1\"}");
    assertThat(told.path("commonLabels")).isEqualTo(told.at("/alerts/0/labels"));
    assertThat(told.at("/alerts/0/endsAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(told.at("/alerts/0/fingerprint").asText()).isEqualTo(firing.fingerprint());

    Instant then = Instant.parse("2009-06-25T05:12:01Z");
    JsonNode over = JSON.readTree(WebhookJson.of(firing.resolvedAt(then), Optional.empty()));
    assertThat(over.path("status").asText()).isEqualTo("resolved");
    assertThat(over.at("/alerts/0/endsAt").asText()).isEqualTo("2009-06-25T05:12:01Z");
    assertThat(over.path("groupKey")).isEqualTo(told.path("groupKey"));
  }
}

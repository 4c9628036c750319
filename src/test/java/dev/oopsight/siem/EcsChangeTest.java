package dev.oopsight.siem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.config.ConfigChange;
import dev.oopsight.incident.RecordFiller;
import dev.oopsight.log.HostId;
import dev.oopsight.log.Source;
import dev.oopsight.parse.Reason;
import dev.oopsight.trace.Detail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes of settings and refused input, as ECS. */
class EcsChangeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant BEFORE = Instant.parse("2026-01-05T11:45:00Z");
  private static final Instant AFTER = Instant.parse("2026-01-05T12:00:00Z");

  @Test
  void aChangeIsTheDocumentThatASiemIndexes() throws JsonProcessingException {
    JsonNode change = document(EcsChange.toJson(change("sysctl:kernel.kptr_restrict")));

    Golden.expect(
        "change.ecs.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(change) + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "sysctl:vm.min_free_kbytes, sysctl-changed",
    "nic:eth0:feature.tcp-segmentation-offload, offload-changed",
    "nic:eth0:driver.version, config-changed",
    "kernel:release, kernel-changed",
    "module:e1000e.param.debug, config-changed",
  })
  void saysWhatSortOfChangeItWas(String key, String action) {
    assertThat(document(EcsChange.toJson(change(key))).at("/event/action").asText())
        .isEqualTo(action);
  }

  @Test
  void changesFitEcsAndTheIndex() {
    for (RecordFiller filler :
        List.of(RecordFiller.full(Detail.None.class), RecordFiller.bare(Detail.None.class))) {
      isFit(EcsChange.toJson(filler.make(ConfigChange.class)));
    }
  }

  @Test
  void namesAChangeByWhatChangedWhen() {
    ConfigChange change = change("sysctl:a");

    assertThat(EcsChange.id(change)).isEqualTo(EcsChange.id(change("sysctl:a")));
    assertThat(EcsChange.id(change)).isNotEqualTo(EcsChange.id(change("sysctl:b")));
  }

  @ParameterizedTest
  @EnumSource
  void refusalsFitEcsAndTheIndex(Reason reason) {
    EcsRefusal refusal = refusal(reason, "not \u0000 text");

    isFit(refusal.toJson());
    assertThat(document(refusal.toJson()).at("/event/code").asText())
        .isEqualTo("oopsight.refusal." + reason.label());
    assertThat(refusal.id()).isEqualTo("kernel.log-3-4711-17");
  }

  @Property(tries = 200)
  void aRefusalCarriesWhateverWasRefused(@ForAll @StringLength(max = 40) String text) {
    String whole =
        new String(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8);
    String json = refusal(Reason.BINARY, whole).toJson();

    assertThat(json.chars().filter(c -> c < ' ')).isEmpty();
    assertThat(document(json).at("/event/original").asText()).isEqualTo(whole);
  }

  private static void isFit(String json) {
    assertThat(EcsFields.faults(document(json))).isEmpty();
    assertThat(IndexTemplate.shipped().faults(document(json))).isEmpty();
  }

  private static EcsRefusal refusal(Reason reason, String excerpt) {
    return new EcsRefusal(
        reason, excerpt, new Source.Position("kernel.log", 3, 4711), 17, 42, AFTER);
  }

  private static ConfigChange change(String key) {
    return new ConfigChange(
        new HostId("web1"),
        key,
        Optional.of("1"),
        Optional.of("0"),
        BEFORE,
        AFTER,
        List.of("sysctl:kernel.dmesg_restrict"),
        1);
  }

  private static JsonNode document(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}

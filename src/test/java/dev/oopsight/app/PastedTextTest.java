package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.Setting;
import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.trace.Defect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A trace and two settings inside an article, damaged as publishing software damages text. */
class PastedTextTest {

  private static final Path ARTICLE = Path.of("src/test/resources/pasted/article.txt");

  @Test
  void findsTheTraceAndBothSettings() throws IOException {
    KernelIncident incident = explain();

    assertThat(incident.trace().title())
        .isEqualTo("order-1 page allocation failure in tg3_alloc_rx_skb");
    assertThat(incident.trace().frames()).hasSize(23);
    assertThat(incident.trace().defects())
        .containsExactly(Defect.GLUED_TEXT, Defect.REPLACED_CHARACTERS);
    assertThat(incident.config())
        .extracting(Setting::key, Setting::value)
        .contains(
            org.assertj.core.groups.Tuple.tuple("sysctl:vm.min_free_kbytes", "11495"),
            org.assertj.core.groups.Tuple.tuple("nic:eth0:feature.tcp-segmentation-offload", "on"));
  }

  @Test
  void takesNoProseForTheKernels() throws IOException {
    assertThat(explain().text().text()).doesNotContain("ethtool").doesNotContain("weeks");
  }

  private static KernelIncident explain() throws IOException {
    KnowledgeBase rules = BuiltInRules.load();
    CoreOverFiles offline = new CoreOverFiles(() -> rules);
    Offline.Log log =
        new Offline.Log(
            new ByteArrayInputStream(Files.readString(ARTICLE, UTF_8).getBytes(UTF_8)),
            Instant.parse("2026-01-05T12:00:00Z"),
            Optional.empty(),
            List.of(),
            false);
    List<KernelIncident> incidents = new ArrayList<>();
    offline.explain(log, each -> {}, incidents::add);
    assertThat(incidents).hasSize(1);
    return incidents.get(0);
  }
}

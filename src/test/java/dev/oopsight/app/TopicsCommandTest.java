package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.topology.TopicState;
import dev.oopsight.topology.TopicState.Direction;
import dev.oopsight.topology.TopicState.Presence;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsCommandTest {

  private static final TopicState LOGS =
      new TopicState("kernel.log", Direction.IN, Presence.THERE, 12, "delete", List.of());
  private static final TopicState STATES =
      new TopicState(
          "x.state",
          Direction.OUT,
          Presence.THERE,
          4,
          "delete",
          List.of("cleanup.policy must be compact"));

  private final FakeParts parts = new FakeParts();

  @Test
  void showsWhatThereIsAndWhatDiffers() {
    parts.topics = List.of(LOGS, STATES);

    Ran ran = Ran.of(parts, "topics", "--bootstrap", "b:1", "--prefix", "x.");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            topic       in/out  state  partitions  cleanup  differs
            kernel.log  in      there          12  delete
            x.state     out     there           4  delete   cleanup.policy must be compact
            """);
    assertThat(parts.topicsAsked).as("makes none").isEqualTo("x. [ECS] OptionalInt.empty");
  }

  @Test
  void failsWhereATopicIsMissing() {
    parts.topics =
        List.of(
            LOGS,
            new TopicState("a", Direction.OUT, Presence.MISSING, 0, "compact", List.of()),
            new TopicState("b", Direction.OUT, Presence.MISSING, 0, "delete", List.of()));

    Ran ran = Ran.of(parts, "topics", "--bootstrap", "b:1");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("missing");
    assertThat(ran.err()).isEqualTo("oopsight: 2 topics are missing: --create makes them\n");
  }

  @Test
  void makesThemWhenAsked() {
    Ran.of(
        parts,
        "topics",
        "--bootstrap",
        "b:1",
        "--create",
        "--partitions",
        "6",
        "--siem-formats",
        "");

    assertThat(parts.topicsAsked).isEqualTo(" [] OptionalInt[6]");
  }

  @Test
  void refusesNumbersAndPrefixesThatKafkaWould() {
    assertThat(Ran.of(parts, "topics", "--bootstrap", "b", "--partitions", "0").exitCode())
        .isEqualTo(2);
    assertThat(Ran.of(parts, "topics", "--bootstrap", "b", "--prefix", "a/b").exitCode())
        .isEqualTo(2);
    assertThat(Ran.of(parts, "topics", "--bootstrap", "b", "--siem-formats", "xml").exitCode())
        .isEqualTo(2);
    assertThat(parts.topicsAsked).isNull();
  }
}

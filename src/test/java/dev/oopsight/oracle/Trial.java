package dev.oopsight.oracle;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.topology.TopicPlan;
import dev.oopsight.topology.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A run on a broker whose input is all there: it is held against the quiet one as often as asked.
 */
public final class Trial {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final Topics topics;
  private final String applicationId;
  private final Function<byte[], KernelIncident> decoder;
  private final QuietRun quiet;

  private Trial(
      String bootstrapServers,
      Topics topics,
      String applicationId,
      Function<byte[], KernelIncident> decoder) {
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
    this.applicationId = applicationId;
    this.decoder = decoder;
    quiet = QuietRun.over(Input.of(bootstrapServers, topics));
  }

  /** A run of the program, which publishes in the registry's format. */
  public static Trial of(String bootstrapServers, Topics topics, String applicationId) {
    return of(bootstrapServers, topics, applicationId, PublishedIncident::decode);
  }

  /** A run that publishes in a format of its own. */
  public static Trial of(
      String bootstrapServers,
      Topics topics,
      String applicationId,
      Function<byte[], KernelIncident> decoder) {
    return new Trial(bootstrapServers, topics, applicationId, decoder);
  }

  /** What ought to come out. */
  public QuietRun quiet() {
    return quiet;
  }

  /** Waits until all that was given is worked off and committed. */
  public Trial awaitWorkedOff(Duration patience) {
    Awaitility.await("worked off")
        .atMost(patience)
        .pollInterval(BETWEEN_LOOKS)
        .until(
            () ->
                inputs().allMatch(topic -> Topic.isReadBy(bootstrapServers, topic, applicationId)));
    return this;
  }

  private Stream<String> inputs() {
    return Stream.of(
            topics.logs().names(),
            topics.configs().names(),
            List.of(TopicPlan.hosts(applicationId)))
        .flatMap(List::stream);
  }

  /** What is wrong by now. */
  public List<Difference> differences() {
    Output output = Output.of(bootstrapServers, topics, applicationId);
    return Oracle.differences(quiet, output, decoder);
  }
}

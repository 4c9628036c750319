package dev.oopsight.oracle;

import dev.oopsight.siem.SiemFormat;
import dev.oopsight.topology.Stores;
import dev.oopsight.topology.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a run wrote and committed, each partition in its order.
 *
 * @param incidents every revision
 * @param states the newest revisions, before or after compaction
 * @param ecs every revision as ECS
 * @param deadLetters what was refused
 * @param keptIncidents the changelog of the store of incidents
 * @param tallies the changelog of what was counted since their newest revision
 * @param occurrences the changelog of the occurrences that were counted
 */
public record Output(
    List<ConsumerRecord<byte[], byte[]>> incidents,
    List<ConsumerRecord<byte[], byte[]>> states,
    List<ConsumerRecord<byte[], byte[]>> ecs,
    List<ConsumerRecord<byte[], byte[]>> deadLetters,
    List<ConsumerRecord<byte[], byte[]>> keptIncidents,
    List<ConsumerRecord<byte[], byte[]>> tallies,
    List<ConsumerRecord<byte[], byte[]>> occurrences) {

  public Output {
    incidents = List.copyOf(incidents);
    states = List.copyOf(states);
    ecs = List.copyOf(ecs);
    deadLetters = List.copyOf(deadLetters);
    keptIncidents = List.copyOf(keptIncidents);
    tallies = List.copyOf(tallies);
    occurrences = List.copyOf(occurrences);
  }

  /** What lies in the topics by now. */
  public static Output of(String bootstrapServers, Topics topics, String applicationId) {
    return new Output(
        Topic.committed(bootstrapServers, topics.incidents()),
        Topic.committed(bootstrapServers, topics.incidentStates()),
        Topic.committed(bootstrapServers, topics.incidents(SiemFormat.ECS)),
        Topic.committed(bootstrapServers, topics.deadLetters()),
        changelog(bootstrapServers, applicationId, Stores.INCIDENTS),
        changelog(bootstrapServers, applicationId, Stores.TALLIES),
        changelog(bootstrapServers, applicationId, Stores.OCCURRENCES));
  }

  private static List<ConsumerRecord<byte[], byte[]>> changelog(
      String bootstrapServers, String applicationId, String store) {
    return Topic.committed(bootstrapServers, applicationId + "-" + store + "-changelog");
  }
}

package dev.oopsight.query.peers;

import dev.oopsight.query.IncidentFilter;
import dev.oopsight.topology.HostPartitions.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What lies in an instance itself, as it would tell another.
 *
 * @param fresh the partitions that it works on
 * @param all what it knows of incidents and hosts, by partition, copies included
 */
public record Holdings(List<Integer> fresh, Map<Integer, List<Object>> all) {

  private static final List<Integer> PARTITIONS = List.of(0, 1);

  /** Those of the instance on that port, of a pipeline with two partitions. */
  public static Holdings of(int port, String secret) {
    PeerClient client = new PeerClient(new PeerSecret(secret), Optional.empty());
    Instance instance = new Instance("127.0.0.1", port);
    Map<Integer, List<Object>> all = new TreeMap<>();
    var hosts = ask(client, instance, Questions.HOSTS, new Questions.Behind(Optional.empty(), 100));
    var incidents = ask(client, instance, Questions.PLACES, IncidentFilter.newest(100));
    hosts.forEach(host -> all.put(host.partition(), List.of(host.value())));
    incidents.forEach(
        incident ->
            all.computeIfPresent(incident.partition(), (p, h) -> List.of(h, incident.value())));
    return new Holdings(
        hosts.stream().filter(host -> !host.stale()).map(Question.Told::partition).toList(), all);
  }

  private static <A, R> List<Question.Told<R>> ask(
      PeerClient client, Instance instance, Question<A, R> question, A about) {
    byte[] asked = question.request().encode(new Question.Asked<>(PARTITIONS, true, about));
    try {
      Optional<byte[]> reply = client.ask(instance, question.name(), asked).join();
      return reply.isEmpty() ? List.of() : question.reply().decode(reply.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

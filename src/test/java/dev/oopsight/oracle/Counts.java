package dev.oopsight.oracle;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.incident.HeapPipeline;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.Tally;
import dev.oopsight.log.KernelLine;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Holds what is kept of each incident, which the API answers from, against what occurred. Not every
 * occurrence is published, so this looks at changelogs.
 */
final class Counts {

  private static final int UUID_BYTES = 16;

  private Counts() {}

  /**
   * Compares.
   *
   * @param published the newest revision of each incident
   */
  static void compare(
      QuietRun quiet, Output output, Map<IncidentId, KernelIncident> published, Findings findings) {
    List<Tally> tallies =
        newest(output.tallies()).stream().map(StoredFormat.TALLY::decode).toList();
    Map<IncidentId, KernelIncident> kept = kept(output, tallies);
    Set<IncidentId> waiting =
        tallies.stream().filter(Tally::waiting).map(Tally::incident).collect(Collectors.toSet());
    Set<UUID> counted = counted(output);
    Map<IncidentId, long[]> counts = new TreeMap<>();
    for (HeapPipeline.Placed placed : quiet.occurrences()) {
      long[] count = counts.computeIfAbsent(placed.incident(), id -> new long[2]);
      count[0]++;
      count[1] += placed.occurrence().suppressed();
      if (!counted.contains(placed.occurrence().id().value())) {
        findings.add(notCounted(quiet, placed));
      }
    }
    for (KernelIncident expected : quiet.incidents().values()) {
      KernelIncident incident = kept.get(expected.id());
      long[] count = counts.get(expected.id());
      if (incident == null) findings.add(expected, "it is not kept");
      else compare(incident, count, "kept", findings);
      // Counts may wait to be published; in the end none does.
      if (waiting.contains(expected.id()) || !published.containsKey(expected.id())) continue;
      compare(published.get(expected.id()), count, "published", findings);
    }
  }

  private static void compare(KernelIncident incident, long[] count, String as, Findings findings) {
    if (incident.printed() == count[0] && incident.suppressed() == count[1]) return;
    findings.add(
        incident,
        "it is %s to have occurred %d times and been suppressed %d times, not %d and %d"
            .formatted(as, incident.printed(), incident.suppressed(), count[0], count[1]));
  }

  private static Map<IncidentId, KernelIncident> kept(Output output, List<Tally> tallies) {
    Map<IncidentId, KernelIncident> kept = new HashMap<>();
    for (byte[] bytes : newest(output.keptIncidents())) {
      KernelIncident incident = StoredFormat.KERNEL_INCIDENT.decode(bytes);
      kept.put(incident.id(), incident);
    }
    for (Tally tally : tallies) {
      kept.computeIfPresent(tally.incident(), (id, incident) -> incident.withCounts(tally));
    }
    return kept;
  }

  private static List<byte[]> newest(List<ConsumerRecord<byte[], byte[]>> changelog) {
    Map<ByteBuffer, byte[]> newest = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : changelog) {
      ByteBuffer key = ByteBuffer.wrap(record.key());
      if (record.value() == null) newest.remove(key);
      else newest.put(key, record.value());
    }
    return List.copyOf(newest.values());
  }

  /** Ids of occurrences; their store's keys end with them. */
  private static Set<UUID> counted(Output output) {
    Set<UUID> counted = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : output.occurrences()) {
      byte[] key = record.key();
      ByteBuffer id = ByteBuffer.wrap(key, key.length - UUID_BYTES, UUID_BYTES);
      counted.add(new UUID(id.getLong(), id.getLong()));
    }
    return counted;
  }

  private static Difference notCounted(QuietRun quiet, HeapPipeline.Placed placed) {
    KernelLine first = placed.occurrence().text().lines().get(0);
    return new Difference(
        placed.occurrence().text().host().value(),
        placed.incident().toString(),
        "\"%s\" at %s".formatted(first.text(), quiet.whereabouts(first)),
        "the trace that begins here was not counted");
  }
}

package dev.oopsight.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Says in what a run differs from the quiet one over the same input.
 *
 * <ul>
 *   <li>Every line is in an incident, in a dead letter, or not ours: each occurrence is counted,
 *       each refused piece has one letter.
 *   <li>The incidents are those of the quiet run, by id, and the newest revision of each says the
 *       same; how many revisions led there may differ.
 *   <li>Revisions of an incident are 1, 2, 3 …, each once, in Avro as in ECS, and the newest is in
 *       the topic of states.
 * </ul>
 */
public final class Oracle {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final QuietRun quiet;
  private final Function<byte[], KernelIncident> decoder;
  private final Findings findings = new Findings();

  private Oracle(QuietRun quiet, Function<byte[], KernelIncident> decoder) {
    this.quiet = quiet;
    this.decoder = decoder;
  }

  /**
   * Compares.
   *
   * @param decoder reads what was published
   * @return nothing where all is well
   */
  public static List<Difference> differences(
      QuietRun quiet, Output output, Function<byte[], KernelIncident> decoder) {
    Oracle oracle = new Oracle(quiet, decoder);
    Map<IncidentId, List<KernelIncident>> revisions = oracle.revisions(output.incidents());
    oracle.compareNumbers(revisions);
    oracle.compareContents(revisions);
    oracle.compareStates(revisions, output.states());
    oracle.compareEcs(revisions, output.ecs());
    Map<IncidentId, KernelIncident> newest = new HashMap<>();
    revisions.forEach((id, all) -> newest.put(id, newest(all)));
    Counts.compare(quiet, output, newest, oracle.findings);
    Letters.compare(quiet, output.deadLetters(), oracle.findings);
    return oracle.findings.all();
  }

  private Map<IncidentId, List<KernelIncident>> revisions(
      List<ConsumerRecord<byte[], byte[]>> records) {
    Map<IncidentId, List<KernelIncident>> revisions = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      KernelIncident revision = decoder.apply(record.value());
      if (!text(record.key()).equals(revision.host().value())) {
        findings.add(revision, "revision %d has another host's key".formatted(revision.revision()));
      }
      revisions.computeIfAbsent(revision.id(), id -> new ArrayList<>()).add(revision);
    }
    return revisions;
  }

  private void compareNumbers(Map<IncidentId, List<KernelIncident>> revisions) {
    revisions.forEach(
        (id, all) -> {
          List<Integer> gapless = IntStream.rangeClosed(1, all.size()).boxed().toList();
          if (!numbers(all).equals(gapless)) {
            findings.add(newest(all), "its revisions are " + numbers(all));
          }
        });
  }

  private void compareContents(Map<IncidentId, List<KernelIncident>> revisions) {
    Map<IncidentId, KernelIncident> expected = quiet.incidents();
    expected.forEach(
        (id, incident) -> {
          List<KernelIncident> all = revisions.get(id);
          if (all == null) findings.add(incident, "it is missing");
          else compareContent(incident, newest(all));
        });
    revisions.forEach(
        (id, all) -> {
          if (!expected.containsKey(id)) {
            findings.add(newest(all), "there should be no such incident");
          }
        });
  }

  private void compareContent(KernelIncident expected, KernelIncident actual) {
    Map<String, Object> ought = content(expected);
    content(actual)
        .forEach(
            (field, is) -> {
              if (Objects.equals(is, ought.get(field))) return;
              findings.add(
                  actual, "its %s is %s and should be %s".formatted(field, is, ought.get(field)));
            });
    compareTexts(expected, actual);
  }

  /** What must not depend on how the input came. Counts are compared by what is kept. */
  private Map<String, Object> content(KernelIncident incident) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("host", incident.host());
    content.put("boot", incident.boot());
    content.put("begin", incident.firstAt());
    content.put("kernel time", incident.firstKernelTime());
    content.put("trace", incident.trace());
    content.put("format", incident.source().format());
    content.put("source", quiet.placeOf(incident.source().position()));
    content.put("fingerprints", incident.fingerprints());
    content.put("config basis", incident.configBasis());
    // When a value was last confirmed is told as far as it was known when the incident was judged.
    content.put(
        "config",
        incident.config().stream().map(s -> s.key() + "=" + s.value() + " " + s.since()).toList());
    content.put("diagnosis", incident.diagnosis());
    return content;
  }

  private void compareTexts(KernelIncident expected, KernelIncident actual) {
    List<String> ought = expected.text().text().lines().toList();
    List<String> is = actual.text().text().lines().toList();
    for (int i = 0; i < Math.max(ought.size(), is.size()); i++) {
      boolean both = i < ought.size() && i < is.size();
      if (both && ought.get(i).equals(is.get(i))) continue;
      String line = i < ought.size() ? ought.get(i) : "";
      String instead = i < is.size() ? is.get(i) : "";
      String where = "line %d of %d of its text is \"%s\"";
      findings.addLine(actual, line, where.formatted(i + 1, is.size(), instead));
      return;
    }
  }

  private void compareStates(
      Map<IncidentId, List<KernelIncident>> revisions,
      List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, KernelIncident> states = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String id = text(record.key());
      if (record.value() == null) states.remove(id);
      else states.put(id, decoder.apply(record.value()));
    }
    revisions.forEach(
        (id, all) -> {
          KernelIncident state = states.remove(id.toString());
          if (state == null) {
            findings.add(newest(all), "it has no state");
          } else if (!state.equals(newest(all))) {
            findings.add(state, "its state is of revision " + state.revision());
          }
        });
    states.forEach((id, state) -> findings.add(state, "its state has the key " + id));
  }

  private void compareEcs(
      Map<IncidentId, List<KernelIncident>> revisions,
      List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, List<Integer>> documents = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      JsonNode event = json(record.value()).path("event");
      documents
          .computeIfAbsent(event.path("id").asText(), id -> new ArrayList<>())
          .add(event.path("sequence").asInt());
    }
    revisions.forEach(
        (id, all) -> {
          List<Integer> inEcs = documents.remove(id.toString());
          if (!numbers(all).equals(inEcs)) {
            findings.add(newest(all), "its ECS documents are " + inEcs);
          }
        });
    documents.forEach((id, all) -> findings.addId(id, "its ECS documents " + all + " are alone"));
  }

  private static KernelIncident newest(List<KernelIncident> revisions) {
    return revisions.get(revisions.size() - 1);
  }

  private static List<Integer> numbers(List<KernelIncident> revisions) {
    return revisions.stream().map(KernelIncident::revision).toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static JsonNode json(byte[] document) {
    try {
      return JSON.readTree(text(document));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text(document), e);
    }
  }
}

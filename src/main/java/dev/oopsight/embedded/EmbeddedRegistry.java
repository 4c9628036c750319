package dev.oopsight.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.oopsight.avro.registry.Compatibility;
import dev.oopsight.avro.registry.LocalRegistry;
import dev.oopsight.avro.registry.RegisteredSchema;
import dev.oopsight.avro.registry.RegistryException;
import dev.oopsight.avro.registry.SchemaBook;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry behind {@code embedded:}, for sites that have no other. Its state is a compacted
 * topic of the same Kafka, so that every instance has it, and all are equal.
 *
 * <p>Records are those of Confluent's {@code _schemas} topic, which makes moving there a copy:
 *
 * <pre>{@code
 * {"keytype":"SCHEMA","subject":"kernel.incidents-value","version":1,"magic":1}
 *   {"subject":"kernel.incidents-value","version":1,"id":1234,"schema":"{…}","deleted":false}
 * {"keytype":"CONFIG","subject":null,"magic":0}
 *   {"compatibilityLevel":"BACKWARD_TRANSITIVE"}
 * }</pre>
 */
public final class EmbeddedRegistry implements LocalRegistry {

  /** Where state is kept unless settings say otherwise. */
  public static final String DEFAULT_TOPIC = "oopsight.schemas";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final SchemaBook book = new SchemaBook();
  private final SchemaTopic topic;
  private volatile long lastLookNanos;

  private EmbeddedRegistry(Map<String, ?> clientSettings, String topic) {
    this.topic = new SchemaTopic(clientSettings, topic, this::enter);
  }

  /**
   * Opens the registry, with everything that was registered before.
   *
   * @param clientSettings {@code bootstrap.servers} and how to log in there
   * @param topic made where it is missing
   * @throws CannotStartException where the topic cannot be made, or forgets what it is told
   */
  public static EmbeddedRegistry start(Map<String, ?> clientSettings, String topic) {
    var registry = new EmbeddedRegistry(clientSettings, topic);
    registry.look();
    return registry;
  }

  @Override
  public SchemaBook book() {
    look();
    return book;
  }

  @Override
  public RegisteredSchema enter(String subject, Schema schema) {
    Optional<RegisteredSchema> known = book.find(subject, schema);
    if (known.isPresent()) return known.get();
    topic.write(
        () ->
            book.find(subject, schema).isPresent()
                ? Optional.empty()
                : Optional.of(record(book.draft(subject, schema))));
    return book.find(subject, schema).orElseThrow();
  }

  @Override
  public void setLevel(Optional<String> subject, Compatibility level) {
    topic.write(() -> Optional.of(record(subject, level)));
  }

  /** An id that is not known yet may have been given by another instance; looks once a second. */
  @Override
  public Schema byId(int id) {
    if (book.byId(id).isEmpty() && System.nanoTime() - lastLookNanos > BETWEEN_LOOKS.toNanos()) {
      look();
    }
    return book.byId(id)
        .orElseThrow(
            () ->
                new RegistryException(
                    RegistryException.Problem.NOT_FOUND, "there is no schema of id " + id));
  }

  @Override
  public void close() {
    topic.close();
  }

  private void look() {
    topic.read();
    lastLookNanos = System.nanoTime();
  }

  private ProducerRecord<String, String> record(RegisteredSchema version) {
    ObjectNode key =
        object()
            .put("keytype", "SCHEMA")
            .put("subject", version.subject())
            .put("version", version.version())
            .put("magic", 1);
    ObjectNode value =
        object()
            .put("subject", version.subject())
            .put("version", version.version())
            .put("id", version.id())
            .put("schema", version.schema().toString())
            .put("deleted", false);
    return new ProducerRecord<>(topic.name(), key.toString(), value.toString());
  }

  private ProducerRecord<String, String> record(Optional<String> subject, Compatibility level) {
    ObjectNode key =
        object().put("keytype", "CONFIG").put("subject", subject.orElse(null)).put("magic", 0);
    ObjectNode value = object().put("compatibilityLevel", level.name());
    return new ProducerRecord<>(topic.name(), key.toString(), value.toString());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private void enter(ConsumerRecord<String, String> record) {
    try {
      JsonNode key = JSON.readTree(record.key());
      JsonNode value = JSON.readTree(record.value());
      switch (key.path("keytype").asText()) {
        case "SCHEMA" ->
            book.enter(
                new RegisteredSchema(
                    key.path("subject").asText(),
                    key.path("version").asInt(),
                    value.path("id").asInt(),
                    new Schema.Parser().parse(value.path("schema").asText())));
        case "CONFIG" ->
            book.setLevel(
                Optional.ofNullable(key.path("subject").textValue()),
                Compatibility.of(value.path("compatibilityLevel").asText()).orElseThrow());
        default -> LOG.warn("{}: record {} is none of ours", topic.name(), record.offset());
      }
    } catch (JsonProcessingException | RuntimeException e) {
      // One bad record must not hide all the others.
      LOG.warn("{}: record {} is skipped: {}", topic.name(), record.offset(), e.getMessage());
    }
  }
}

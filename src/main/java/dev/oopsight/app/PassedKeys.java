package dev.oopsight.app;

import dev.oopsight.topology.StreamsSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keys that are passed on: Kafka's own after {@code kafka.}, and those of the registry client under
 * Confluent's names. What would break a promise of ours is refused by name, here and not in
 * silence.
 */
final class PassedKeys {

  static final String KAFKA = "kafka.";

  private static final String OURS = "the pipeline is exactly-once, and this would end it";
  private static final String BYTES = "records are read and written as bytes by our own code";
  private static final String LOSS = "it decides what is lost, and nothing may be";

  private static final String STATE =
      "the topics of ours hold the pipeline's state, and keep all of it";

  private static final List<String> CLIENTS =
      List.of(
          "main.consumer.",
          "restore.consumer.",
          "global.consumer.",
          "consumer.",
          "producer.",
          "admin.");

  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("application.id", "set application.id without kafka. before it"),
          Map.entry("bootstrap.servers", "set bootstrap.servers without kafka. before it"),
          Map.entry("state.dir", "set state.dir without kafka. before it"),
          Map.entry("auto.offset.reset", "set start instead"),
          Map.entry("group.id", "it follows from application.id"),
          Map.entry("application.server", "set http.advertised instead"),
          Map.entry("processing.guarantee", OURS),
          Map.entry("isolation.level", OURS),
          Map.entry("enable.auto.commit", OURS),
          Map.entry("enable.idempotence", OURS),
          Map.entry("acks", OURS),
          Map.entry("transactional.id", OURS),
          Map.entry("transaction.two.phase.commit.enable", OURS),
          Map.entry("key.serializer", BYTES),
          Map.entry("value.serializer", BYTES),
          Map.entry("key.deserializer", BYTES),
          Map.entry("value.deserializer", BYTES),
          Map.entry("default.key.serde", BYTES),
          Map.entry("default.value.serde", BYTES),
          Map.entry("default.list.key.serde.inner", BYTES),
          Map.entry("default.list.key.serde.type", BYTES),
          Map.entry("default.list.value.serde.inner", BYTES),
          Map.entry("default.list.value.serde.type", BYTES),
          Map.entry("default.timestamp.extractor", "time is worked out per line by our own code"),
          Map.entry(
              "partitioner.class", "a host's state lies where the default partitioner puts it"),
          Map.entry("topology.optimization", "it would rename what lies on disk"),
          Map.entry(
              "ensure.explicit.internal.resource.naming",
              "names are what finds state on disk again"),
          Map.entry("topic.cleanup.policy", STATE),
          Map.entry("topic.retention.ms", STATE),
          Map.entry("topic.retention.bytes", STATE),
          Map.entry("deserialization.exception.handler", LOSS),
          Map.entry("default.deserialization.exception.handler", LOSS),
          Map.entry("processing.exception.handler", LOSS),
          Map.entry("production.exception.handler", LOSS),
          Map.entry("default.production.exception.handler", LOSS));

  /** What carries a snapshot of config, which is kept whole. */
  private static final Set<String> AT_LEAST_A_SNAPSHOT =
      Set.of("max.request.size", "buffer.memory", "topic.max.message.bytes");

  private static final Set<String> REGISTRY =
      Set.of(
          "auto.register.schemas",
          "use.latest.version",
          "basic.auth.credentials.source",
          "basic.auth.user.info",
          "value.subject.name.strategy",
          "http.connect.timeout.ms",
          "http.read.timeout.ms",
          "max.retries",
          "retries.wait.ms",
          "retries.max.wait.ms",
          "missing.id.cache.ttl.sec");
  private static final List<String> REGISTRY_BEGINNINGS =
      List.of("schema.registry.", "bearer.auth.");

  private PassedKeys() {}

  /** Why a key of Kafka's may not be set so, by its own name; empty where it may. */
  static Optional<String> refusal(String key, String value) {
    String bare = bare(key);
    if (AT_LEAST_A_SNAPSHOT.contains(bare) && !isAtLeastASnapshot(value)) {
      return Optional.of(
          "a snapshot of config would not fit: set it to %d or more, or leave it out"
              .formatted(StreamsSettings.LARGEST_BYTES));
    }
    return Optional.ofNullable(REFUSED.get(bare)).map(why -> why + ": take it out");
  }

  /** A key of Kafka's without the client that it is for. */
  static String bare(String key) {
    return CLIENTS.stream()
        .filter(key::startsWith)
        .findFirst()
        .map(client -> key.substring(client.length()))
        .orElse(key);
  }

  private static boolean isAtLeastASnapshot(String value) {
    return value.matches("\\d{1,18}") && Long.parseLong(value) >= StreamsSettings.LARGEST_BYTES;
  }

  /** The keys of the registry client that have one name. */
  static Set<String> ofRegistry() {
    return REGISTRY;
  }

  static boolean isOfRegistry(String key) {
    return REGISTRY.contains(key) || REGISTRY_BEGINNINGS.stream().anyMatch(key::startsWith);
  }
}

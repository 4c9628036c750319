package dev.oopsight.topology;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;

/** The settings of Kafka Streams that our promises rest on, over whatever a site passes through. */
public final class StreamsSettings {

  private static final String COMMIT_INTERVAL_MS = "100";

  /** The commit hook needs a cache, however small: see {@link CommitHook}. */
  private static final String CACHE_BYTES = Integer.toString(1 << 20);

  /** A snapshot of config is kept whole: bytes of one, with what we add to it. */
  public static final int LARGEST_BYTES = 6 << 20;

  private static final String LARGEST = Integer.toString(LARGEST_BYTES);

  private StreamsSettings() {}

  /**
   * Makes the settings.
   *
   * @param applicationId also the consumer group and the prefix of internal topics
   * @param stateDir where state lies on disk
   * @param passed keys of Kafka's own that a site chose: over our defaults, under our promises
   */
  public static Properties of(
      String applicationId, String bootstrap, String stateDir, Map<String, String> passed) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    // No line waits for config, nor config for lines: what comes late revises. Waiting would also
    // cost each line more than reading it does.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    // Without a prefix: one that a site sets would else count for nothing beside ours.
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "20");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
    properties.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), LARGEST);
    properties.putAll(passed);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
    // What cannot be read was refused by us, as bytes; an error below that is a bug or broken
    // state.
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class.getName());
    return properties;
  }

  /** Has the other instances told where this one is asked. */
  public static void advertise(Properties streams, HostPartitions.Instance here) {
    streams.put(StreamsConfig.APPLICATION_SERVER_CONFIG, here.toString());
  }

  /**
   * Holds the keys that a site chose against what Kafka's clients take, before any of them starts.
   *
   * @throws ConfigException with what is wrong with the first that they do not take
   */
  public static void check(Map<String, String> passed) {
    StreamsConfig config = new StreamsConfig(of("check", "localhost:1", "check", passed));
    Map<String, Object> producer = config.getProducerConfigs("check");
    Map<String, Object> consumer = config.getMainConsumerConfigs("check", "check", 0);
    ProducerConfig.configDef()
        .parse(
            with(
                producer,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class));
    ConsumerConfig.configDef()
        .parse(
            with(
                consumer,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class));
  }

  private static Map<String, Object> with(
      Map<String, Object> client, String key, String value, Class<?> type) {
    Map<String, Object> all = new HashMap<>(client);
    all.put(key, type);
    all.put(value, type);
    return all;
  }

  /** The largest message that a producer with these keys of a site sends, in bytes. */
  public static long largestRequest(Map<String, String> passed) {
    String key = ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
    String value =
        passed.getOrDefault(StreamsConfig.producerPrefix(key), passed.getOrDefault(key, LARGEST));
    return Long.parseLong(value);
  }
}

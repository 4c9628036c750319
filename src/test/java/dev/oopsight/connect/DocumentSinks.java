package dev.oopsight.connect;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Sinks that take the settings of those that a site would install, as far as they decide what
 * becomes of a record. {@code write.method} takes {@code insert} alone: {@code upsert} would merge
 * revisions.
 */
public final class DocumentSinks {

  static final String URL = "connection.url";
  static final String USER = "connection.username";
  static final String PASSWORD = "connection.password";
  static final String KEY_IGNORE = "key.ignore";
  static final String SCHEMA_IGNORE = "schema.ignore";
  static final String ON_NULL = "behavior.on.null.values";
  static final String ON_CONFLICT = "behavior.on.version.conflict";

  private DocumentSinks() {}

  private static ConfigDef settings() {
    return new ConfigDef()
        .define(URL, ConfigDef.Type.STRING, NO_DEFAULT_VALUE, HIGH, "")
        .define(USER, ConfigDef.Type.STRING, NO_DEFAULT_VALUE, HIGH, "")
        .define(PASSWORD, ConfigDef.Type.PASSWORD, NO_DEFAULT_VALUE, HIGH, "")
        .define(KEY_IGNORE, ConfigDef.Type.BOOLEAN, false, HIGH, "")
        .define(SCHEMA_IGNORE, ConfigDef.Type.BOOLEAN, false, HIGH, "");
  }

  /**
   * After Confluent's sink for Elasticsearch. Source: its configuration reference,
   * docs.confluent.io/kafka-connectors/elasticsearch; a conflict of versions that the sink itself
   * gave is no fault there.
   */
  public static final class Elasticsearch extends Sink {
    @Override
    public ConfigDef config() {
      return settings()
          .define(
              "write.method",
              ConfigDef.Type.STRING,
              "insert",
              ConfigDef.ValidString.in("insert"),
              HIGH,
              "")
          .define(
              ON_NULL,
              ConfigDef.Type.STRING,
              "fail",
              ConfigDef.ValidString.in("ignore", "delete", "fail"),
              HIGH,
              "");
    }
  }

  /**
   * After Aiven's sink for OpenSearch. Source: docs/opensearch-sink-connector-config-options.rst of
   * Aiven-Open/opensearch-connector-for-apache-kafka.
   */
  public static final class OpenSearch extends Sink {
    @Override
    public ConfigDef config() {
      return settings()
          .define(
              "index.write.method",
              ConfigDef.Type.STRING,
              "insert",
              ConfigDef.ValidString.in("insert"),
              HIGH,
              "")
          .define(
              ON_NULL,
              ConfigDef.Type.STRING,
              "ignore",
              ConfigDef.ValidString.in("ignore", "delete", "fail"),
              HIGH,
              "")
          .define(
              ON_CONFLICT,
              ConfigDef.Type.STRING,
              "fail",
              ConfigDef.ValidString.in("ignore", "warn", "fail"),
              HIGH,
              "");
    }
  }

  /** One task writes all. */
  abstract static class Sink extends SinkConnector {

    private static final Pattern PASSED_ON =
        Pattern.compile("(key\\.converter|value\\.converter|consumer\\.override)\\..+");

    private Map<String, String> settings;

    @Override
    public String version() {
      return "1";
    }

    /** Takes nothing that the sink, or Connect, does not know. */
    @Override
    public void start(Map<String, String> given) {
      Set<String> unknown = new TreeSet<>(given.keySet());
      unknown.removeAll(config().names());
      unknown.removeAll(SinkConnectorConfig.configDef().names());
      unknown.removeIf(key -> PASSED_ON.matcher(key).matches());
      if (!unknown.isEmpty()) throw new ConfigException("unknown settings: " + unknown);
      settings = given;
    }

    @Override
    public Class<? extends Task> taskClass() {
      return DocumentTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
      return Collections.nCopies(1, settings);
    }

    @Override
    public void stop() {}
  }
}

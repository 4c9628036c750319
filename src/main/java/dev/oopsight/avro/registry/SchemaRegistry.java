package dev.oopsight.avro.registry;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/**
 * Schemas by id, and ids by subject. Safe for many threads; what cannot change is asked for once.
 *
 * <p>Errors: every method throws {@link RegistryException}, whose problem tells whether waiting
 * helps.
 */
public interface SchemaRegistry extends AutoCloseable {

  /** The setting that holds the registry's URL. */
  String URL = "schema.registry.url";

  /**
   * A setting that holds a {@code SchemaRegistry} itself, for serdes that Kafka makes; wins over
   * {@link #URL}.
   */
  String INSTANCE = "schema.registry.instance";

  /**
   * Registers a schema under a subject, unless it is there, and gives its id.
   *
   * @throws RegistryException INCOMPATIBLE or INVALID, too
   */
  int register(String subject, Schema schema);

  /**
   * The id of a schema that is registered under a subject.
   *
   * @throws RegistryException NOT_FOUND, too
   */
  int idOf(String subject, Schema schema);

  /**
   * The schema of an id.
   *
   * @throws RegistryException NOT_FOUND, too
   */
  Schema byId(int id);

  /**
   * The newest version of a subject, as of now.
   *
   * @throws RegistryException NOT_FOUND, too
   */
  RegisteredSchema latest(String subject);

  /** Sets what later versions of a subject owe to earlier ones. */
  void setCompatibility(String subject, Compatibility level);

  @Override
  void close();

  /**
   * The registry that settings of Confluent's names describe.
   *
   * @throws ConfigException where they are wrong, or name a registry that only the program itself
   *     can start
   */
  static SchemaRegistry of(Map<String, ?> settings) {
    if (settings.get(INSTANCE) instanceof SchemaRegistry registry) return registry;
    String url = new Settings(settings).required(URL);
    if (url.startsWith("mock://")) return MemoryRegistry.of(url.substring("mock://".length()));
    if (url.startsWith("http://") || url.startsWith("https://")) {
      return new HttpRegistry(RegistryConnection.of(settings));
    }
    throw new ConfigException(
        URL, url, "expected http(s)://… or mock://…; any other is handed over as " + INSTANCE);
  }
}

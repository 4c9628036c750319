package dev.oopsight.avro.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.oopsight.avro.registry.RegistryException.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * A Confluent Schema Registry, or anything that speaks its REST protocol (Apicurio under {@code
 * /apis/ccompat/v7}, our own).
 *
 * <p>Ids and schemas never change, so they are asked for once. An id that the registry does not
 * know is not asked for again for a while: a topic of garbage must not become a flood of requests.
 *
 * <p>Source: Confluent Schema Registry documentation, "API Reference".
 */
final class HttpRegistry implements SchemaRegistry {

  private static final int MISSING_IDS_KEPT = 1000;

  private record Registration(String subject, Schema schema) {}

  private final RegistryHttp http;
  private final LongSupplier nanoTime;
  private final long missingIdNanos;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();

  /** By id: why, and until when that is believed. */
  private final Map<Integer, Missing> missing =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Missing> eldest) {
          return size() > MISSING_IDS_KEPT;
        }
      };

  private record Missing(RegistryException why, long untilNanos) {}

  HttpRegistry(RegistryConnection connection) {
    this(connection, System::nanoTime);
  }

  HttpRegistry(RegistryConnection connection, LongSupplier nanoTime) {
    this.http = new RegistryHttp(connection);
    this.nanoTime = nanoTime;
    this.missingIdNanos = connection.missingIdTtl().toNanos();
  }

  @Override
  public int register(String subject, Schema schema) {
    return ids.computeIfAbsent(
        new Registration(subject, schema),
        wanted -> id(http.post(versionsOf(subject), request(schema))));
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return ids.computeIfAbsent(
        new Registration(subject, schema),
        wanted -> id(http.post("/subjects/" + encode(subject), request(schema))));
  }

  @Override
  public Schema byId(int id) {
    Schema known = schemas.get(id);
    if (known != null) return known;
    refuseIfMissing(id);
    try {
      Schema schema = schema(http.get("/schemas/ids/" + id + "?fetchMaxId=false"));
      schemas.put(id, schema);
      return schema;
    } catch (RegistryException e) {
      if (e.problem() == Problem.NOT_FOUND) remember(id, e);
      throw e;
    }
  }

  @Override
  public RegisteredSchema latest(String subject) {
    JsonNode answer = http.get(versionsOf(subject) + "/latest");
    return new RegisteredSchema(
        subject, answer.path("version").asInt(), id(answer), schema(answer));
  }

  @Override
  public void setCompatibility(String subject, Compatibility level) {
    http.put(
        "/config/" + encode(subject),
        JsonNodeFactory.instance.objectNode().put("compatibility", level.name()));
  }

  @Override
  public void close() {}

  private void refuseIfMissing(int id) {
    synchronized (missing) {
      Missing known = missing.get(id);
      if (known == null) return;
      if (nanoTime.getAsLong() - known.untilNanos < 0) {
        throw new RegistryException(Problem.NOT_FOUND, known.why.getMessage(), known.why);
      }
      missing.remove(id);
    }
  }

  private void remember(int id, RegistryException why) {
    synchronized (missing) {
      missing.put(id, new Missing(why, nanoTime.getAsLong() + missingIdNanos));
    }
  }

  private static ObjectNode request(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
  }

  private static int id(JsonNode answer) {
    int id = answer.path("id").asInt();
    if (id > 0) return id;
    throw new RegistryException(Problem.INVALID, "the registry answers without an id: " + answer);
  }

  /** The schema of an answer, with the types of other subjects that it names. */
  private Schema schema(JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new RegistryException(
          Problem.INVALID, "this is a schema of " + type + ", but only Avro is read");
    }
    return schema(answer, new Schema.Parser());
  }

  private Schema schema(JsonNode answer, Schema.Parser parser) {
    for (JsonNode reference : answer.path("references")) {
      String subject = reference.path("subject").asText();
      int version = reference.path("version").asInt();
      String name = reference.path("name").asText();
      if (!parser.getTypes().containsKey(name)) {
        schema(http.get(versionsOf(subject) + "/" + version), parser);
      }
    }
    return Schemas.parse(answer.path("schema").asText(), parser);
  }

  private static String versionsOf(String subject) {
    return "/subjects/" + encode(subject) + "/versions";
  }

  private static String encode(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

package dev.oopsight.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.oopsight.avro.registry.Compatibility;
import dev.oopsight.avro.registry.LocalRegistry;
import dev.oopsight.avro.registry.RegisteredSchema;
import dev.oopsight.embedded.RegistryAnswer.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A registry served in Confluent's REST protocol, so that any client can decode what we publish.
 *
 * <p>What is left out: deleting, references between subjects, contexts, and schemas that are not
 * Avro. Unknown paths answer 404, by which newer clients learn that a feature is missing.
 *
 * <p>Source: Confluent Schema Registry documentation, "API Reference".
 */
public final class RegistryApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalRegistry registry;

  public RegistryApi(LocalRegistry registry) {
    this.registry = registry;
  }

  /**
   * Adds the routes to a server that is being set up.
   *
   * @param prefix {@code /registry}, or empty for a server that does nothing else
   */
  public void addTo(RoutesConfig routes, String prefix) {
    routes.get(prefix + "/", handler(ask -> object()));
    routes.get(prefix + "/subjects", handler(ask -> strings(registry.book().subjects())));
    routes.get(prefix + "/subjects/{subject}/versions", handler(this::versions));
    routes.get(prefix + "/subjects/{subject}/versions/{version}", handler(this::version));
    routes.post(prefix + "/subjects/{subject}/versions", handler(this::register));
    routes.post(prefix + "/subjects/{subject}", handler(this::find));
    routes.get(prefix + "/schemas/types", handler(ask -> strings(List.of("AVRO"))));
    routes.get(prefix + "/schemas/ids/{id}", handler(this::schema));
    routes.get(prefix + "/schemas/ids/{id}/versions", handler(this::uses));
    routes.get(prefix + "/config", handler(ask -> level(registry.book().level())));
    routes.put(prefix + "/config", handler(ask -> setLevel(ask, Optional.empty())));
    routes.get(prefix + "/config/{subject}", handler(this::ownLevel));
    routes.put(
        prefix + "/config/{subject}", handler(ask -> setLevel(ask, Optional.of(subject(ask)))));
    routes.post(
        prefix + "/compatibility/subjects/{subject}/versions/{version}",
        handler(this::compatibility));
    routes.get(prefix + "/mode", handler(ask -> object().put("mode", "READWRITE")));
    Handler unknown = handler(RegistryApi::unknown);
    for (HandlerType method :
        List.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.DELETE)) {
      routes.addHttpHandler(method, prefix + "/*", unknown);
    }
  }

  private JsonNode versions(Context ask) {
    ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
    known(subject(ask)).forEach(version -> numbers.add(version.version()));
    return numbers;
  }

  private JsonNode version(Context ask) {
    return whole(wanted(ask));
  }

  private JsonNode register(Context ask) {
    RegisteredSchema version = registry.enter(subject(ask), schemaIn(ask));
    return object().put("id", version.id());
  }

  private JsonNode find(Context ask) {
    Schema schema = schemaIn(ask);
    String subject = subject(ask);
    known(subject);
    return registry
        .book()
        .find(subject, schema)
        .map(RegistryApi::whole)
        .orElseThrow(() -> new Refusal(404, 40403, "Schema not found"));
  }

  private JsonNode schema(Context ask) {
    return object().put("schema", byId(ask).toString());
  }

  private JsonNode uses(Context ask) {
    byId(ask);
    ArrayNode uses = JsonNodeFactory.instance.arrayNode();
    registry
        .book()
        .usesOf(id(ask))
        .forEach(
            use -> uses.addObject().put("subject", use.subject()).put("version", use.version()));
    return uses;
  }

  private JsonNode ownLevel(Context ask) {
    String subject = subject(ask);
    var book = registry.book();
    if (Boolean.parseBoolean(ask.queryParam("defaultToGlobal")))
      return level(book.levelOf(subject));
    return book.ownLevelOf(subject)
        .map(RegistryApi::level)
        .orElseThrow(
            () ->
                new Refusal(
                    404,
                    40408,
                    "Subject '"
                        + subject
                        + "' does not have subject-level compatibility configured"));
  }

  private JsonNode setLevel(Context ask, Optional<String> subject) {
    String name = body(ask).path("compatibility").asText();
    Compatibility level =
        Compatibility.of(name)
            .orElseThrow(
                () -> new Refusal(422, 42203, "Invalid compatibility level: '" + name + "'"));
    registry.setLevel(subject, level);
    return object().put("compatibility", level.name());
  }

  private JsonNode compatibility(Context ask) {
    RegisteredSchema earlier = wanted(ask);
    List<String> objections =
        registry.book().objections(earlier.subject(), schemaIn(ask), List.of(earlier));
    ObjectNode answer = object().put("is_compatible", objections.isEmpty());
    if (Boolean.parseBoolean(ask.queryParam("verbose")))
      answer.set("messages", strings(objections));
    return answer;
  }

  private static JsonNode unknown(Context ask) {
    throw new Refusal(404, 404, "HTTP 404 Not Found");
  }

  private static Handler handler(RegistryAnswer answer) {
    return answer.asHandler();
  }

  private static String subject(Context ask) {
    return ask.pathParam("subject");
  }

  /** Every version of a subject that there is. */
  private List<RegisteredSchema> known(String subject) {
    List<RegisteredSchema> versions = registry.book().versions(subject);
    if (versions.isEmpty()) throw new Refusal(404, 40401, "Subject '" + subject + "' not found.");
    return versions;
  }

  /** The version that the path names by number, or by {@code latest} or {@code -1}. */
  private RegisteredSchema wanted(Context ask) {
    List<RegisteredSchema> versions = known(subject(ask));
    String wanted = ask.pathParam("version");
    if (wanted.equals("latest") || wanted.equals("-1")) return versions.get(versions.size() - 1);
    if (!wanted.matches("[1-9]\\d{0,8}")) {
      throw new Refusal(
          422,
          42202,
          "The specified version '%s' is not a valid version id: expected a number from 1, or latest"
              .formatted(wanted));
    }
    return versions.stream()
        .filter(version -> String.valueOf(version.version()).equals(wanted))
        .findFirst()
        .orElseThrow(() -> new Refusal(404, 40402, "Version " + wanted + " not found."));
  }

  private Schema byId(Context ask) {
    return registry
        .book()
        .byId(id(ask))
        .orElseThrow(() -> new Refusal(404, 40403, "Schema " + ask.pathParam("id") + " not found"));
  }

  /** 0, which no schema has, where the path holds no number. */
  private static int id(Context ask) {
    String id = ask.pathParam("id");
    return id.matches("\\d{1,10}") && Long.parseLong(id) <= Integer.MAX_VALUE
        ? Integer.parseInt(id)
        : 0;
  }

  private static Schema schemaIn(Context ask) {
    JsonNode body = body(ask);
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) throw new Refusal(422, 42201, "Only Avro is kept here, not " + type);
    if (!body.path("references").isEmpty()) {
      throw new Refusal(422, 42201, "References to other subjects are not kept here");
    }
    try {
      return new Schema.Parser().parse(body.path("schema").asText());
    } catch (AvroRuntimeException e) {
      throw new Refusal(422, 42201, "Invalid schema: " + e.getMessage());
    }
  }

  private static JsonNode body(Context ask) {
    try {
      return JSON.readTree(ask.body());
    } catch (JsonProcessingException e) {
      throw new Refusal(400, 400, "The body is no JSON: " + e.getOriginalMessage());
    }
  }

  private static ObjectNode whole(RegisteredSchema version) {
    return object()
        .put("subject", version.subject())
        .put("version", version.version())
        .put("id", version.id())
        .put("schema", version.schema().toString());
  }

  private static ObjectNode level(Compatibility level) {
    return object().put("compatibilityLevel", level.name());
  }

  private static ArrayNode strings(Collection<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}

package dev.oopsight.avro.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Schemas as text, and what follows from the text. */
final class Schemas {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Schemas() {}

  /**
   * Reads a schema.
   *
   * @throws RegistryException INVALID
   */
  static Schema parse(String text) {
    return parse(text, new Schema.Parser());
  }

  /**
   * Reads a schema that may name the types which the parser knows.
   *
   * @throws RegistryException INVALID
   */
  static Schema parse(String text, Schema.Parser parser) {
    try {
      return parser.parse(text);
    } catch (AvroRuntimeException e) {
      throw new RegistryException(
          RegistryException.Problem.INVALID, "this is no Avro schema: " + e.getMessage(), e);
    }
  }

  /**
   * The id of a schema: the first 31 bits of the SHA-256 of its text, so that registries agree on
   * it without asking each other. Documentation and defaults count: Avro's own parsing form leaves
   * them out, and would give two versions of a record one id.
   */
  static int id(Schema schema) {
    byte[] digest = sha256(schema.toString().getBytes(StandardCharsets.UTF_8));
    return Math.max(1, ByteBuffer.wrap(digest).getInt() & Integer.MAX_VALUE);
  }

  /** Whether two schemas are the same to the letter; {@code equals} overlooks documentation. */
  static boolean same(Schema one, Schema other) {
    return one.toString().equals(other.toString());
  }

  /**
   * The schema as it was published: generated classes note in theirs which Java class holds a
   * string, which is nobody else's business.
   */
  static Schema withoutJavaNotes(Schema schema) {
    try {
      JsonNode tree = JSON.readTree(schema.toString());
      removeJavaNotes(tree);
      return new Schema.Parser().parse(tree.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro wrote a schema that is no JSON", e);
    }
  }

  private static void removeJavaNotes(JsonNode node) {
    if (node instanceof ObjectNode object) object.remove("avro.java.string");
    node.forEach(Schemas::removeJavaNotes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

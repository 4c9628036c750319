package dev.oopsight.avro.registry;

import java.util.Optional;
import org.apache.avro.Schema;

/** A registry in this process, which can be looked through as a whole. */
public interface LocalRegistry extends SchemaRegistry {

  /** What is registered as of now; for reading. */
  SchemaBook book();

  /** Registers a schema under a subject, unless it is there. */
  RegisteredSchema enter(String subject, Schema schema);

  /** Sets the level of one subject, or of all that have none of their own. */
  void setLevel(Optional<String> subject, Compatibility level);

  @Override
  default int register(String subject, Schema schema) {
    return enter(subject, schema).id();
  }

  @Override
  default int idOf(String subject, Schema schema) {
    return book()
        .find(subject, schema)
        .map(RegisteredSchema::id)
        .orElseThrow(() -> notFound(schema.getFullName() + " is not registered under " + subject));
  }

  @Override
  default Schema byId(int id) {
    return book().byId(id).orElseThrow(() -> notFound("there is no schema of id " + id));
  }

  @Override
  default RegisteredSchema latest(String subject) {
    var versions = book().versions(subject);
    if (versions.isEmpty()) throw notFound("nothing is registered under " + subject);
    return versions.get(versions.size() - 1);
  }

  @Override
  default void setCompatibility(String subject, Compatibility level) {
    setLevel(Optional.of(subject), level);
  }

  private static RegistryException notFound(String message) {
    return new RegistryException(RegistryException.Problem.NOT_FOUND, message);
  }
}

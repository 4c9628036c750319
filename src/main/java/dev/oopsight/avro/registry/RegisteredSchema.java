package dev.oopsight.avro.registry;

import static java.util.Objects.requireNonNull;

import org.apache.avro.Schema;

/**
 * One version of one subject.
 *
 * @param subject what evolves as one: usually {@code <topic>-value}
 * @param version from 1, in the order in which they were registered
 * @param id of the schema, the same under every subject; from 1
 * @param schema as registered
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {
  public RegisteredSchema {
    requireNonNull(subject);
    if (version < 1) throw new IllegalArgumentException("version " + version);
    if (id < 1) throw new IllegalArgumentException("id " + id);
    requireNonNull(schema);
  }
}

package dev.oopsight.avro;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** The files of {@code schemas/past}: every version of a type that was ever released. */
final class ReleasedSchemas {

  private ReleasedSchemas() {}

  /** Oldest first, at least one; the last is the current. */
  static List<Schema> of(String type) {
    List<Schema> schemas = new ArrayList<>();
    for (int version = 1; ; version++) {
      String file = "past/" + type + "/" + version + ".avsc";
      try (InputStream in = ReleasedSchemas.class.getResourceAsStream(file)) {
        if (in == null) break;
        schemas.add(new Schema.Parser().parse(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (schemas.isEmpty()) throw new IllegalStateException("the program lacks schemas of " + type);
    return List.copyOf(schemas);
  }

  /** As a registry should hold it: without the hints that Avro leaves for Java. */
  static Schema newest(String type) {
    List<Schema> all = of(type);
    return all.get(all.size() - 1);
  }
}

package dev.oopsight.avro.registry;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** A registry on the heap, for tests. {@code mock://scope} names the same one all over a JVM. */
public final class MemoryRegistry implements LocalRegistry {

  private static final Map<String, MemoryRegistry> SCOPES = new ConcurrentHashMap<>();

  private final SchemaBook book = new SchemaBook();

  /** The registry of that scope; made where there is none. */
  public static MemoryRegistry of(String scope) {
    return SCOPES.computeIfAbsent(scope, name -> new MemoryRegistry());
  }

  @Override
  public SchemaBook book() {
    return book;
  }

  @Override
  public synchronized RegisteredSchema enter(String subject, Schema schema) {
    return book.find(subject, schema)
        .orElseGet(
            () -> {
              RegisteredSchema version = book.draft(subject, schema);
              book.enter(version);
              return version;
            });
  }

  @Override
  public void setLevel(Optional<String> subject, Compatibility level) {
    book.setLevel(subject, level);
  }

  @Override
  public void close() {}
}

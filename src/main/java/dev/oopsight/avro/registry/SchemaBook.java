package dev.oopsight.avro.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * What a registry of our own knows, and its rules: ids follow from content, versions count up, a
 * new version must be compatible. Where it is kept is another's business. Safe for many threads.
 */
public final class SchemaBook {

  private final SortedMap<String, List<RegisteredSchema>> subjects = new TreeMap<>();
  private final Map<Integer, Schema> schemas = new HashMap<>();
  private final Map<String, Compatibility> levels = new HashMap<>();
  private Compatibility level = Compatibility.BACKWARD_TRANSITIVE;

  /** Every subject, sorted. */
  public synchronized Collection<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  /** The versions of a subject, oldest first; empty where there is no such subject. */
  public synchronized List<RegisteredSchema> versions(String subject) {
    return List.copyOf(subjects.getOrDefault(subject, List.of()));
  }

  /** The schema of an id. */
  public synchronized Optional<Schema> byId(int id) {
    return Optional.ofNullable(schemas.get(id));
  }

  /** Where the schema of an id is registered, by subject and version. */
  public synchronized List<RegisteredSchema> usesOf(int id) {
    return subjects.values().stream().flatMap(List::stream).filter(v -> v.id() == id).toList();
  }

  /** The version under which a schema is registered. */
  public synchronized Optional<RegisteredSchema> find(String subject, Schema schema) {
    return subjects.getOrDefault(subject, List.of()).stream()
        .filter(version -> Schemas.same(version.schema(), schema))
        .findFirst();
  }

  /**
   * What would be registered if this schema were; nothing is.
   *
   * @throws RegistryException INCOMPATIBLE with an earlier version; INVALID where another schema
   *     has the same id
   */
  public synchronized RegisteredSchema draft(String subject, Schema schema) {
    List<RegisteredSchema> earlier = subjects.getOrDefault(subject, List.of());
    List<String> objections = objections(subject, schema, earlier);
    if (!objections.isEmpty()) {
      throw new RegistryException(
          RegistryException.Problem.INCOMPATIBLE,
          "this schema may not follow under %s, which is %s: %s"
              .formatted(subject, levelOf(subject), String.join("; ", objections)));
    }
    int id = Schemas.id(schema);
    refuseCollision(id, schema);
    int version = earlier.isEmpty() ? 1 : earlier.get(earlier.size() - 1).version() + 1;
    return new RegisteredSchema(subject, version, id, schema);
  }

  /** What stands against a schema beside some versions of its subject, by the subject's level. */
  public synchronized List<String> objections(
      String subject, Schema schema, List<RegisteredSchema> earlier) {
    return levelOf(subject).objections(schema, earlier);
  }

  /** Enters a version. One that is entered already, or that another has taken, changes nothing. */
  public synchronized void enter(RegisteredSchema version) {
    List<RegisteredSchema> versions =
        subjects.computeIfAbsent(version.subject(), subject -> new ArrayList<>());
    if (versions.stream().anyMatch(v -> v.version() == version.version())) return;
    refuseCollision(version.id(), version.schema());
    versions.add(version);
    schemas.putIfAbsent(version.id(), version.schema());
  }

  /** What versions of a subject owe to earlier ones. */
  public synchronized Compatibility levelOf(String subject) {
    return levels.getOrDefault(subject, level);
  }

  /** The level that was set for this subject, where one was. */
  public synchronized Optional<Compatibility> ownLevelOf(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  /** The level of subjects that have none of their own. */
  public synchronized Compatibility level() {
    return level;
  }

  /** Sets the level of one subject, or of all that have none of their own. */
  public synchronized void setLevel(Optional<String> subject, Compatibility newLevel) {
    if (subject.isPresent()) {
      levels.put(subject.get(), newLevel);
    } else {
      level = newLevel;
    }
  }

  private void refuseCollision(int id, Schema schema) {
    Schema holder = schemas.get(id);
    if (holder != null && !Schemas.same(holder, schema)) {
      throw new RegistryException(
          RegistryException.Problem.INVALID,
          "id %d belongs to another schema (%s) already: change the doc of this one by a word"
              .formatted(id, holder.getFullName()));
    }
  }
}

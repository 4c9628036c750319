package dev.oopsight.avro.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * What a new version of a subject owes to the earlier ones. The names are those of the REST
 * protocol.
 *
 * <p>Source: Confluent Schema Registry documentation, "Schema Evolution and Compatibility"; the
 * comparison is Avro's own.
 */
public enum Compatibility {
  /** Nothing. */
  NONE(false, false, false),
  /** It reads data of the last version. */
  BACKWARD(true, false, false),
  /** It reads data of every version. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** The last version reads its data. */
  FORWARD(false, true, false),
  /** Every version reads its data. */
  FORWARD_TRANSITIVE(false, true, true),
  /** Both, with the last version. */
  FULL(true, true, false),
  /** Both, with every version. */
  FULL_TRANSITIVE(true, true, true);

  private final boolean readsEarlier;
  private final boolean readByEarlier;
  private final boolean ofAll;

  Compatibility(boolean readsEarlier, boolean readByEarlier, boolean ofAll) {
    this.readsEarlier = readsEarlier;
    this.readByEarlier = readByEarlier;
    this.ofAll = ofAll;
  }

  /** The level of that name, in any case; empty where there is none. */
  public static Optional<Compatibility> of(String name) {
    String wanted = name.toUpperCase(Locale.ROOT);
    return Stream.of(values()).filter(level -> level.name().equals(wanted)).findFirst();
  }

  /**
   * What stands against a schema as the next version; empty where nothing does.
   *
   * @param earlier oldest first
   */
  public List<String> objections(Schema candidate, List<RegisteredSchema> earlier) {
    List<String> objections = new ArrayList<>();
    int first = ofAll ? 0 : Math.max(0, earlier.size() - 1);
    for (RegisteredSchema version : earlier.subList(first, earlier.size())) {
      String name = "version " + version.version();
      if (readsEarlier) {
        objections.addAll(unreadable(candidate, "it", version.schema(), name));
      }
      if (readByEarlier) {
        objections.addAll(unreadable(version.schema(), name, candidate, "its data"));
      }
    }
    return objections;
  }

  /** Why data of one schema cannot be read with another; empty where it can. */
  static List<String> unreadable(Schema reader, String readerName, Schema data, String dataName) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, data)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(
            i ->
                "%s cannot read %s: %s at %s (%s)"
                    .formatted(readerName, dataName, i.getType(), i.getLocation(), i.getMessage()))
        .toList();
  }
}

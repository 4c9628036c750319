package dev.oopsight.avro.registry;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A record as Avro would generate it: a text, and since the second version how often it was read.
 */
public final class Note extends SpecificRecordBase {

  private static final long serialVersionUID = 1L;

  /** What the first version of the program wrote. */
  static final Schema FIRST =
      parse("{'name': 'text', 'type': {'type': 'string', 'avro.java.string': 'String'}}");

  /** Found by Avro under this name. */
  public static final Schema SCHEMA$ =
      parse(
          "{'name': 'text', 'type': {'type': 'string', 'avro.java.string': 'String'}},"
              + "{'name': 'reads', 'type': 'int', 'default': 0}");

  /** What nobody who has the others may come with. */
  static final Schema INCOMPATIBLE = parse("{'name': 'sum', 'type': 'long'}");

  private String text = "";
  private int reads;

  /** For Avro. */
  public Note() {}

  Note(String text, int reads) {
    this.text = text;
    this.reads = reads;
  }

  static Schema parse(String fields) {
    return new Schema.Parser()
        .parse(
            "{'type': 'record', 'name': 'Note', 'namespace': 'dev.oopsight.avro.registry',"
                    .replace('\'', '"')
                + ("'fields': [" + fields + "]}").replace('\'', '"'));
  }

  @Override
  public Schema getSchema() {
    return SCHEMA$;
  }

  @Override
  public Object get(int field) {
    return field == 0 ? text : reads;
  }

  @Override
  public void put(int field, Object value) {
    if (field == 0) {
      text = value.toString();
    } else {
      reads = (Integer) value;
    }
  }
}

package dev.oopsight.wire;

import java.util.EnumMap;
import java.util.Map;

/** The known fields of one JSON object: where their values stand, and of which type they are. */
final class JsonEntry {

  /** What a field holds. */
  enum Type {
    /** The entry has no such field. */
    ABSENT,
    STRING,
    NUMBER,
    /** An array of numbers (bytes) or of strings. */
    ARRAY,
    /** null: journalctl leaves out what is long. */
    NULL
  }

  /** One field's value in the entry that was read last. */
  private static final class Value {
    private Type type = Type.ABSENT;
    private int rank;
    private int from;
    private int to;
    private boolean escaped;
  }

  private final Map<JsonField, Value> values = new EnumMap<>(JsonField.class);
  private final Value[] all;
  private final Escapes scratch = new Escapes();
  private final JsonScanner items = new JsonScanner();

  /** Bytes of the value that was looked up last. */
  byte[] bytes = new byte[0];

  /** Its range. */
  int valueFrom;

  int valueTo;

  private byte[] source = bytes;
  private boolean empty = true;

  JsonEntry() {
    for (JsonField field : JsonField.values()) values.put(field, new Value());
    all = values.values().toArray(new Value[0]);
  }

  void clear() {
    if (empty) return;
    for (Value value : all) value.type = Type.ABSENT;
    empty = true;
  }

  boolean isEmpty() {
    return empty;
  }

  /** Notes a value, unless a better name of the same field had one. */
  void note(JsonField.Name name, Type type, JsonScanner at) {
    Value value = values.get(name.field());
    if (value.type != Type.ABSENT && value.rank <= name.rank()) return;
    empty = false;
    value.type = type;
    value.rank = name.rank();
    value.from = at.from;
    value.to = at.to;
    value.escaped = type == Type.STRING && at.escaped;
    source = at.bytes();
  }

  Type type(JsonField field) {
    return values.get(field).type;
  }

  /**
   * Makes a string or a number, its escapes undone, the value looked up; it holds until the next.
   */
  boolean find(JsonField field) {
    Value value = values.get(field);
    if (value.type != Type.STRING && value.type != Type.NUMBER) return false;
    if (value.escaped) {
      JsonScanner.unescape(source, value.from, value.to, scratch);
      bytes = scratch.out;
      valueFrom = 0;
      valueTo = scratch.length;
    } else {
      bytes = source;
      valueFrom = value.from;
      valueTo = value.to;
    }
    return true;
  }

  /** A whole number, written as such or in quotes; -1 where it is none. */
  long number(JsonField field) {
    return find(field) ? Bytes.number(bytes, valueFrom, valueTo) : -1;
  }

  /** Puts the text of the message into a buffer; an array of bytes or of strings becomes text. */
  void message(Escapes into) {
    Value message = values.get(JsonField.MESSAGE);
    if (message.type != Type.ARRAY) {
      JsonScanner.unescape(source, message.from, message.to, into);
      return;
    }
    into.clear(message.to - message.from + 4);
    items.begin(source, message.from, message.to);
    for (boolean more = items.take('['); more && items.next() != ']'; more = items.take(',')) {
      if (items.next() != '"') {
        items.number();
        into.out[into.length++] = (byte) Bytes.number(source, items.from, items.to);
      } else {
        items.string();
        if (into.length > 0) into.out[into.length++] = '\n';
        JsonScanner.unescape(source, items.from, items.to, scratch);
        System.arraycopy(scratch.out, 0, into.out, into.length, scratch.length);
        into.length += scratch.length;
      }
    }
  }
}

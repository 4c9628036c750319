package dev.oopsight.wire;

import dev.oopsight.parse.Reason;

/**
 * Finds the entries of a JSON document: an object is one; an array of objects holds several, and so
 * does the member {@code dmesg} of what {@code dmesg -J} prints.
 *
 * <p>Shape: {@link #read} walks one document and tells each entry as soon as it ends. Errors: none
 * are thrown; {@link #failure} says why it stopped, entries before that were told. Nesting is bound
 * to {@value #DEEPEST} levels.
 */
final class JsonDocument {

  private static final int DEEPEST = 32;
  private static final int LONGEST_PATH = 128;
  private static final int UNKNOWN_PATH = -1;
  private static final byte[] DMESG = Bytes.of("dmesg");
  private static final byte[] TRUE = Bytes.of("true");
  private static final byte[] FALSE = Bytes.of("false");
  private static final byte[] NULL = Bytes.of("null");

  /** Takes entries. */
  interface Entries {

    /**
     * An entry that was read to its end.
     *
     * @param from index of the entry's first byte
     * @param to index after its last
     */
    void entry(int from, int to);
  }

  private final JsonScanner scanner = new JsonScanner();
  private final JsonEntry entry;
  private final byte[] path = new byte[LONGEST_PATH];
  private Entries entries;
  private boolean holdsEntries;

  /** A reader that leaves each entry's fields in that object. */
  JsonDocument(JsonEntry entry) {
    this.entry = entry;
  }

  /** Whether a document begins there: a brace and a name, or a bracket and a brace. */
  static boolean begins(byte[] b, int at, int to) {
    if (b[at] != '{' && b[at] != '[') return false;
    int next = at + 1;
    while (next < to && (b[next] == ' ' || b[next] == '\n' || b[next] == '\r' || b[next] == '\t')) {
      next++;
    }
    if (b[at] == '[') return next < to && b[next] == '{';
    return next == to || b[next] == '"' || b[next] == '}';
  }

  /** Reads the document and answers the index after it, or where reading stopped. */
  int read(byte[] b, int from, int to, Entries told) {
    entries = told;
    scanner.begin(b, from, to);
    if (scanner.next() == '[') array(1, 0);
    else wholeEntry(1, 0);
    return scanner.at;
  }

  /** Why the last document could not be read to its end; null where it could. */
  Reason failure() {
    return scanner.failure;
  }

  private boolean wholeEntry(int depth, int pathLength) {
    int start = scanner.at;
    entry.clear();
    holdsEntries = false;
    if (!object(depth, pathLength)) return false;
    if (!holdsEntries) entries.entry(start, scanner.at);
    return true;
  }

  private boolean object(int depth, int pathLength) {
    if (depth > DEEPEST) return scanner.fail(Reason.JSON_OVER_BOUNDS);
    scanner.take('{');
    if (scanner.take('}')) return true;
    do {
      if (!scanner.name()) return false;
      int length = extend(pathLength);
      if (!value(depth, length, JsonField.named(path, 0, Math.max(0, length)))) return false;
    } while (scanner.take(','));
    return scanner.take('}') || scanner.malformed();
  }

  /** Adds the name to the path: lower case, without the marks of the journal and of Elastic. */
  private int extend(int pathLength) {
    byte[] b = scanner.bytes();
    int at = scanner.from;
    while (at < scanner.to && (b[at] == '_' || b[at] == '@')) at++;
    if (pathLength < 0 || pathLength + 1 + scanner.to - at > LONGEST_PATH) return UNKNOWN_PATH;
    int length = pathLength;
    if (length > 0) path[length++] = '.';
    for (; at < scanner.to; at++) {
      byte c = b[at];
      path[length++] = c >= 'A' && c <= 'Z' ? (byte) (c | 0x20) : c;
    }
    return length;
  }

  private boolean value(int depth, int pathLength, JsonField.Name name) {
    return switch (scanner.next()) {
      case '{' -> object(depth + 1, pathLength);
      case '[' -> {
        int start = scanner.at;
        if (!array(depth + 1, pathLength)) yield false;
        scanner.from = start;
        scanner.to = scanner.at;
        yield noted(name, JsonEntry.Type.ARRAY);
      }
      case '"' -> scanner.string() && noted(name, JsonEntry.Type.STRING);
      case 't' -> scanner.literal(TRUE);
      case 'f' -> scanner.literal(FALSE);
      case 'n' -> scanner.literal(NULL) && noted(name, JsonEntry.Type.NULL);
      default -> scanner.number() && noted(name, JsonEntry.Type.NUMBER);
    };
  }

  private boolean noted(JsonField.Name name, JsonEntry.Type type) {
    if (name != null) entry.note(name, type, scanner);
    return true;
  }

  private boolean array(int depth, int pathLength) {
    if (depth > DEEPEST) return scanner.fail(Reason.JSON_OVER_BOUNDS);
    boolean ofEntries =
        depth == 1 || (depth == 2 && Bytes.equal(DMESG, path, 0, Math.max(0, pathLength)));
    scanner.take('[');
    if (scanner.take(']')) return true;
    do {
      boolean isEntry = ofEntries && scanner.next() == '{';
      boolean read = isEntry ? wholeEntry(depth + 1, pathLength) : value(depth, UNKNOWN_PATH, null);
      if (!read) return false;
      if (isEntry) holdsEntries = true;
    } while (scanner.take(','));
    return scanner.take(']') || scanner.malformed();
  }
}

package dev.oopsight.siem;

/**
 * A line of CEF being written: its escaping, here and nowhere else.
 *
 * <p>In the header a backslash and a pipe are escaped, in the extension a backslash, an equals sign
 * and line ends. Blanks at either end of a value would be lost or taken for the next, so they go.
 */
final class CefLine {

  private static final int LONGEST_CLASS_ID = 1023;
  private static final int LONGEST_NAME = 512;
  private static final int LONGEST_CUSTOM = 4000;
  private static final int LONGEST_LABEL = 1023;

  private final StringBuilder line = new StringBuilder(1024).append("CEF:0|");
  private boolean hasKeys;

  CefLine(
      String vendor, String product, String version, String classId, String name, int severity) {
    header(vendor);
    header(product);
    header(version);
    header(Clipped.to(LONGEST_CLASS_ID, classId));
    header(Clipped.to(LONGEST_NAME, name));
    line.append(severity).append('|');
  }

  private void header(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '|' || c == '\\') line.append('\\');
      line.append(Controls.isOne(c) ? ' ' : c);
    }
    line.append('|');
  }

  /** A value of at most so many UTF-16 units; left out where it is blank. */
  void text(String key, int longest, String value) {
    String whole = value.strip();
    if (whole.isEmpty()) return;
    key(key);
    String text = Clipped.to(longest, whole);
    for (int i = 0; i < text.length(); i++) append(text.charAt(i));
  }

  private void append(char c) {
    if (c == '=' || c == '\\') line.append('\\').append(c);
    else if (c == '\n') line.append("\\n");
    else if (c == '\r') line.append("\\r");
    else line.append(Controls.isOne(c) ? ' ' : c);
  }

  void number(String key, long value) {
    key(key);
    line.append(value);
  }

  /** One of the fields that have no meaning but their label's. */
  void custom(String key, String label, String value) {
    if (value.isBlank()) return;
    text(key + "Label", LONGEST_LABEL, label);
    text(key, LONGEST_CUSTOM, value);
  }

  void custom(String key, String label, long value) {
    text(key + "Label", LONGEST_LABEL, label);
    number(key, value);
  }

  private void key(String key) {
    if (hasKeys) line.append(' ');
    hasKeys = true;
    line.append(key).append('=');
  }

  @Override
  public String toString() {
    return line.toString();
  }
}

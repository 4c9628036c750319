package dev.oopsight.siem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reader of CEF, written after the standard and not after our writer: the header ends with the
 * seventh pipe that no backslash stands before; in the extension an equals sign that no backslash
 * stands before follows a key, and a value ends with the blank before the next key.
 */
final class CefDecoder {

  private static final int HEADERS = 7;

  final List<String> header = new ArrayList<>();
  final Map<String, String> extension = new LinkedHashMap<>();

  CefDecoder(String line) {
    int at = 0;
    while (header.size() < HEADERS) {
      int end = next(line, '|', at);
      header.add(unescaped(line.substring(at, end)));
      at = end + 1;
    }
    extension(line.substring(at));
  }

  private void extension(String text) {
    int equals = next(text, '=', 0);
    int key = 0;
    while (equals < text.length()) {
      int following = next(text, '=', equals + 1);
      boolean last = following == text.length();
      int end = last ? following : text.lastIndexOf(' ', following);
      String name = text.substring(key, equals);
      String before = extension.put(name, unescaped(text.substring(equals + 1, end)));
      if (before != null) throw new AssertionError(name + " stands twice in " + text);
      key = end + 1;
      equals = following;
    }
  }

  private static int next(String text, char wanted, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != wanted) at += text.charAt(at) == '\\' ? 2 : 1;
    return Math.min(at, text.length());
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      plain.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
    }
    return plain.toString();
  }
}

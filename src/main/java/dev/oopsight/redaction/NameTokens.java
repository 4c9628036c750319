package dev.oopsight.redaction;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Puts tokens in the place of names, where they stand alone: not within a longer word. Of two names
 * that begin at the same place the longer one counts. Host names are the same in any case.
 *
 * <p>Linear in the text, times the number of different lengths of names.
 */
final class NameTokens {

  private final Map<String, String> hosts = new HashMap<>();
  private final Map<String, String> comms = new HashMap<>();
  private final TreeSet<Integer> lengths = new TreeSet<>(Comparator.reverseOrder());

  void addHost(String name, String token) {
    if (name.isEmpty()) return;
    hosts.putIfAbsent(name.toLowerCase(Locale.ROOT), token);
    lengths.add(name.length());
  }

  void addComm(String name, String token) {
    if (name.isEmpty()) return;
    comms.putIfAbsent(name, token);
    lengths.add(name.length());
  }

  /** The text with tokens in the place of names. */
  String in(String text) {
    if (lengths.isEmpty()) return text;
    StringBuilder out = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      int end =
          at > 0 && isOfWord(text.charAt(at - 1)) && isOfWord(text.charAt(at))
              ? at
              : put(text, at, out);
      if (end == at) out.append(text.charAt(at++));
      else at = end;
    }
    return out.toString();
  }

  /** Appends the token of a name that begins there; answers where the name ends, else the place. */
  private int put(String text, int at, StringBuilder out) {
    for (int length : lengths) {
      int end = at + length;
      if (end > text.length()) continue;
      boolean goesOn =
          end < text.length() && isOfWord(text.charAt(end - 1)) && isOfWord(text.charAt(end));
      if (goesOn) continue;
      String word = text.substring(at, end);
      String token = hosts.get(word.toLowerCase(Locale.ROOT));
      if (token == null) token = comms.get(word);
      if (token == null) continue;
      out.append(token);
      return end;
    }
    return at;
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}

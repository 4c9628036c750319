package dev.oopsight.diagnosis;

import java.util.Optional;

/**
 * What stands beside given words in a text.
 *
 * <p>Shape: the first place where the words stand decides. Errors: none; empty where they do not
 * stand there, or nothing of that sort is there.
 */
final class After {

  private static final int MOST_DIGITS = 18;

  /** Signs that end a word. */
  private static final String ENDS = " ,;:()[]<>\"'\n";

  private After() {}

  static Optional<String> word(String text, String words) {
    int from = after(text, words);
    int end = from;
    while (from >= 0 && end < text.length() && ENDS.indexOf(text.charAt(end)) < 0) end++;
    return end > from ? Optional.of(text.substring(from, end)) : Optional.empty();
  }

  /** The word that ends right before the words. */
  static Optional<String> wordBefore(String text, String words) {
    int end = text.indexOf(words);
    int from = end;
    while (from > 0 && ENDS.indexOf(text.charAt(from - 1)) < 0) from--;
    return end > from ? Optional.of(text.substring(from, end)) : Optional.empty();
  }

  static Optional<Long> number(String text, String words) {
    int from = after(text, words);
    int end = from;
    while (from >= 0 && end < text.length() && isDigit(text.charAt(end))) end++;
    return end > from && end - from <= MOST_DIGITS
        ? Optional.of(Long.parseLong(text.substring(from, end)))
        : Optional.empty();
  }

  private static int after(String text, String words) {
    int at = text.indexOf(words);
    return at < 0 ? -1 : at + words.length();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

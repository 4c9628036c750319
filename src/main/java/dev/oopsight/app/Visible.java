package dev.oopsight.app;

import java.util.regex.Pattern;

/**
 * Text that comes from logs and other hosts, as a person may see it: nothing in it steers a
 * terminal or turns its direction.
 */
final class Visible {

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]++");
  private static final Pattern BUT_LINES =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n\\t]]++");

  private Visible() {}

  /** One line: what is invisible becomes a blank. */
  static String line(String text) {
    return INVISIBLE.matcher(text).replaceAll(" ");
  }

  /** Several lines: ends of lines and tabs stay. */
  static String lines(String text) {
    return BUT_LINES.matcher(text).replaceAll(" ");
  }
}

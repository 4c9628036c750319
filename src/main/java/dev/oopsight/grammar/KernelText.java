package dev.oopsight.grammar;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line as the kernel meant it.
 *
 * <p>Publishing software turns the x of {@code 0x40} into U+00D7 (a multiplication sign); it is
 * turned back. Consoles without a newline in time glue a message to the one before; what stands
 * after the last time stamp is the message that counts.
 */
final class KernelText {

  private static final char MULTIPLICATION_SIGN = '\u00D7';
  private static final Pattern STAMP =
      Pattern.compile("\\[ *+\\d{1,12}+\\.\\d{6} ?+\\](?:\\[ *+[TC]\\d{1,9}+ ?+\\])?+ ");

  private KernelText() {}

  /** Whether a publisher's damage can be seen. */
  static boolean isDamaged(String line) {
    return line.indexOf(MULTIPLICATION_SIGN) >= 0;
  }

  /** The line with that damage undone, and without what {@link #isPadding} at its end. */
  static String repaired(String line) {
    String text = isDamaged(line) ? line.replace(MULTIPLICATION_SIGN, 'x') : line;
    int end = text.length();
    while (end > 0 && isPadding(text.charAt(end - 1))) end--;
    return end == text.length() ? text : text.substring(0, end);
  }

  /** Whether a serial console, or who shows a log, may have put it behind a line. */
  static boolean isPadding(int c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  /** Where the message of a line begins: 0, or behind the last time stamp inside the line. */
  static int messageStart(String line) {
    if (!line.contains("] ")) return 0;
    Matcher stamp = STAMP.matcher(line);
    int start = 0;
    while (stamp.find()) start = stamp.end();
    return start;
  }
}

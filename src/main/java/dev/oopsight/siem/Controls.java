package dev.oopsight.siem;

/** Characters that would end a line, or do worse, in a format that is one. */
final class Controls {

  private static final char LINE_SEPARATOR = '\u2028';
  private static final char PARAGRAPH_SEPARATOR = '\u2029';

  private Controls() {}

  static boolean isOne(char c) {
    return Character.isISOControl(c) || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
  }

  /** The same with blanks in their place. */
  static String blanked(String text) {
    StringBuilder blanked = null;
    for (int i = 0; i < text.length(); i++) {
      if (!isOne(text.charAt(i))) continue;
      if (blanked == null) blanked = new StringBuilder(text);
      blanked.setCharAt(i, ' ');
    }
    return blanked == null ? text : blanked.toString();
  }
}

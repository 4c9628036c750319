package dev.oopsight.siem;

/** Texts that must fit a field of another's form. */
final class Clipped {

  private static final String MORE = "…";

  private Clipped() {}

  /** At most so many UTF-16 units, of which the last says that there was more. */
  static String to(int longest, String text) {
    if (text.length() <= longest) return text;
    int end = longest - MORE.length();
    // Half a character is none.
    if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
    return text.substring(0, end) + MORE;
  }
}

package dev.oopsight.trace;

/**
 * The kernel's taint letters.
 *
 * @param letters as printed, without blanks: {@code GW}; empty for "Not tainted"
 */
public record Taint(String letters) {

  /** "Not tainted". */
  public static final Taint NONE = new Taint("");

  public Taint {
    if (!letters.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
      throw new IllegalArgumentException("taint letters " + letters);
    }
  }

  /** Whether that letter is set; {@code G} is none: it says that only GPL modules were loaded. */
  public boolean has(char letter) {
    return letters.indexOf(letter) >= 0;
  }
}

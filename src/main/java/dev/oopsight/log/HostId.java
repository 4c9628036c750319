package dev.oopsight.log;

import java.util.Optional;

/**
 * The one name under which everything of a host is kept; other names are resolved to it first.
 *
 * @param value 1 to 255 printable characters without blanks, and none that cannot be seen or that
 *     turns the reading order: such a name could pass for another host's
 */
public record HostId(String value) implements Comparable<HostId> {

  private static final int LONGEST = 255;

  public HostId {
    if (!isName(value)) throw new IllegalArgumentException("not a host name: " + value);
  }

  /** The host of that name, or empty where the text cannot be a host's name. */
  public static Optional<HostId> of(String text) {
    return isName(text) ? Optional.of(new HostId(text)) : Optional.empty();
  }

  private static boolean isName(String text) {
    return !text.isEmpty() && text.length() <= LONGEST && text.chars().allMatch(HostId::isPrinted);
  }

  private static boolean isPrinted(int c) {
    if (c < 0x7F) return c > ' ';
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> c != '\uFFFD';
    };
  }

  @Override
  public int compareTo(HostId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

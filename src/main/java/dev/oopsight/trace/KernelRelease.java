package dev.oopsight.trace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kernel's release, as {@code uname -r} prints it. Compared by its three numbers alone: what a
 * distribution appended says nothing of the order.
 *
 * @param text as printed: {@code 2.6.24-gentoo-r8}
 * @param major first number
 * @param minor second number
 * @param patch third number; 0 where none is printed
 */
public record KernelRelease(String text, int major, int minor, int patch)
    implements Comparable<KernelRelease> {

  private static final Pattern RELEASE =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?(?!\\d)[!-~]*");

  /** Reads what {@code uname -r} prints; anything else is empty. */
  public static Optional<KernelRelease> of(String text) {
    Matcher m = RELEASE.matcher(text);
    if (!m.matches()) return Optional.empty();
    int patch = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
    return Optional.of(
        new KernelRelease(text, Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), patch));
  }

  /** Whether this is the given version or a later one. */
  public boolean isAtLeast(int otherMajor, int otherMinor, int otherPatch) {
    return compareNumbers(otherMajor, otherMinor, otherPatch) >= 0;
  }

  @Override
  public int compareTo(KernelRelease other) {
    return compareNumbers(other.major, other.minor, other.patch);
  }

  private int compareNumbers(int otherMajor, int otherMinor, int otherPatch) {
    if (major != otherMajor) return Integer.compare(major, otherMajor);
    if (minor != otherMinor) return Integer.compare(minor, otherMinor);
    return Integer.compare(patch, otherPatch);
  }

  @Override
  public String toString() {
    return text;
  }
}

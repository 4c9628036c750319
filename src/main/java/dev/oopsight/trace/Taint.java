package dev.oopsight.trace;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kernel's taint letters: what has happened since boot that makes its later words less certain.
 *
 * <p>Source: Linux Documentation/admin-guide/tainted-kernels.rst; kernel/panic.c, {@code
 * taint_flags}.
 *
 * @param letters as printed, without blanks: {@code GW}; empty for "Not tainted"
 */
public record Taint(String letters) {

  /** "Not tainted". */
  public static final Taint NONE = new Taint("");

  /** What a letter stands for. {@code G} is none: it says that only GPL modules were loaded. */
  public enum Flag {
    PROPRIETARY_MODULE('P', "a proprietary module was loaded"),
    FORCED_MODULE('F', "a module was loaded by force"),
    OUT_OF_SPEC('S', "the hardware is out of specification for this kernel", 3, 15),
    FORCED_UNLOAD('R', "a module was unloaded by force"),
    MACHINE_CHECK('M', "the processor reported a machine check"),
    BAD_PAGE('B', "a bad page was referenced, or had unexpected flags"),
    USER_REQUEST('U', "user space asked for this taint"),
    DIED('D', "the kernel had an oops or BUG before"),
    ACPI_OVERRIDDEN('A', "an ACPI table was overridden"),
    WARNED('W', "the kernel issued a warning before"),
    STAGING_DRIVER('C', "a staging driver was loaded"),
    FIRMWARE_WORKAROUND('I', "a firmware bug is worked around"),
    OUT_OF_TREE_MODULE('O', "a module from outside the kernel's tree was loaded"),
    UNSIGNED_MODULE('E', "an unsigned module was loaded"),
    SOFT_LOCKUP('L', "a soft lockup occurred before"),
    LIVE_PATCHED('K', "the kernel was live-patched"),
    AUXILIARY('X', "the distribution's own taint"),
    RANDOMISED_LAYOUT('T', "structures are laid out at random", 4, 18),
    TESTED('N', "an in-kernel test was run", 5, 19),
    FIRMWARE_DEBUGGED(
        'J', "user space changed a device by a debug operation of its firmware", 6, 15);

    private final char letter;
    private final String words;
    private final int major;
    private final int minor;

    Flag(char letter, String words) {
      this(letter, words, 0, 0);
    }

    /** Before that release the letter meant something else, or was a distribution's own. */
    Flag(char letter, String words, int major, int minor) {
      this.letter = letter;
      this.words = words;
      this.major = major;
      this.minor = minor;
    }

    private boolean isOf(Optional<KernelRelease> kernel) {
      return kernel.filter(k -> !k.isAtLeast(major, minor, 0)).isEmpty();
    }

    public char letter() {
      return letter;
    }

    /** What has happened. */
    public String words() {
      return words;
    }

    /** Lower case with underscores: the name in every output. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Taint {
    if (!letters.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
      throw new IllegalArgumentException("taint letters " + letters);
    }
  }

  /** Whether that letter is set; {@code G} is none: it says that only GPL modules were loaded. */
  public boolean has(char letter) {
    return letters.indexOf(letter) >= 0;
  }

  /**
   * What the letters stand for in a kernel; one that mainline of that release is not known to print
   * is left out. Distributions had letters of their own, which mainline took for something else
   * later.
   *
   * @param kernel empty where unknown: then as in the newest
   */
  public List<Flag> flags(Optional<KernelRelease> kernel) {
    return Stream.of(Flag.values()).filter(f -> has(f.letter) && f.isOf(kernel)).toList();
  }
}

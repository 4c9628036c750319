package dev.oopsight.trace;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The kernel's taint letters: what has happened since boot that makes its later words less certain.
 *
 * <p>Source: Linux Documentation/admin-guide/tainted-kernels.rst.
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
    OUT_OF_SPEC('S', "the hardware is out of specification for this kernel"),
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
    RANDOMISED_LAYOUT('T', "structures are laid out at random"),
    TESTED('N', "an in-kernel test was run"),
    FIRMWARE_DEBUGGED('J', "user space changed a device by a debug operation of its firmware");

    private final char letter;
    private final String words;

    Flag(char letter, String words) {
      this.letter = letter;
      this.words = words;
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

  /** What the letters stand for; one that no kernel is known to print is left out. */
  public List<Flag> flags() {
    return Stream.of(Flag.values()).filter(flag -> has(flag.letter)).toList();
  }
}

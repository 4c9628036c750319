package dev.oopsight.theory;

import java.util.Locale;

/** What about a host can bind a bug to it. Of equals, the earlier is named first. */
public enum Family {
  /** The kernel release. */
  KERNEL,
  /** A driver of its hardware. */
  DRIVER,
  /** The firmware of a part, or of the whole. */
  FIRMWARE,
  /** The machine's make. */
  MODEL,
  /** Where it stands: its rack, say. */
  PLACE,
  /** A setting. */
  CONFIG;

  /** Lower case: the name in every output. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

/**
 * Where an address lies as seen from an object.
 *
 * @param bytes from the object's begin for what lies inside and before it, from its end for what
 *     lies behind it; KFENCE counts from the begin in that case too
 * @param side inside, left (before the object) or right (behind it)
 */
public record Placement(long bytes, Side side) {

  /** Which way. */
  public enum Side {
    INSIDE,
    /** Before the object: "to the left of". */
    LEFT,
    /** Behind it: "to the right of". */
    RIGHT
  }

  public Placement {
    requireNonNull(side);
  }
}

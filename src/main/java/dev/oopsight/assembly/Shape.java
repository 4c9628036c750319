package dev.oopsight.assembly;

/** What one line can be in a trace, told by its text alone. */
public enum Shape {
  /** Stands before a header and belongs to its trace: {@code ---[ cut here ]---}. */
  PREAMBLE,
  /** Begins a trace. */
  HEADER,
  /**
   * Begins a trace where none is open, and belongs to the open one otherwise: {@code Oops: 0000
   * [#1]} after its BUG line, the panic after an oops.
   */
  FOLLOW_UP,
  /**
   * Belongs to the open trace if it stands right behind a line of it, and begins one otherwise:
   * {@code SLUB: Unable to allocate memory} behind the page allocation failure.
   */
  COMPANION,
  /**
   * Is a whole trace, and leaves the open one as it is: another processor may print it in the
   * middle of that.
   */
  EVENT,
  /** Belongs to the open trace, and means nothing alone: frames, registers, Mem-Info. */
  BODY,
  /**
   * Begins what another processor prints because the open trace asked for it: {@code NMI backtrace
   * for cpu 1}. Means nothing alone.
   */
  ANSWER,
  /**
   * Drawn above and below a report: belongs to the open trace, but where that fell silent it is the
   * next one's, and means nothing before its header.
   */
  RULE,
  /** The kernel's mark that a trace is over. */
  END,
  /** None of these; free text inside a trace looks so too. */
  OTHER;

  /** Whether a trace may begin with such a line. */
  public boolean opens() {
    return switch (this) {
      case PREAMBLE, HEADER, FOLLOW_UP, COMPANION, EVENT -> true;
      case BODY, ANSWER, RULE, END, OTHER -> false;
    };
  }
}

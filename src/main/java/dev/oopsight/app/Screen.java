package dev.oopsight.app;

/**
 * How a table may look on a terminal.
 *
 * @param columns how many characters fit into a line
 * @param colours whether colours are wanted
 */
record Screen(int columns, boolean colours) {

  /** Where nobody knows how wide the terminal is. */
  private static final int ANY_WIDTH = 10_000;

  private static final int NARROWEST = 40;

  Screen {
    if (columns < 1) throw new IllegalArgumentException(columns + " columns");
  }

  /** As wide as need be, without colours. */
  static Screen plain() {
    return new Screen(ANY_WIDTH, false);
  }

  /** The terminal that this program prints on. Colours are as no-color.org has it. */
  static Screen ofTerminal() {
    String without = System.getenv("NO_COLOR");
    boolean colours =
        (without == null || without.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    int columns = Integer.getInteger("oopsight.stdout.columns", 0);
    return new Screen(columns < NARROWEST ? ANY_WIDTH : columns, colours);
  }
}

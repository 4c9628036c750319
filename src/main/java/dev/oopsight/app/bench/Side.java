package dev.oopsight.app.bench;

/** Us, or the yardstick: something that can be run again and again. */
@FunctionalInterface
interface Side {

  /**
   * Runs once.
   *
   * @throws Exception where it cannot be run; fails the row and no other
   */
  Sample run() throws Exception;
}

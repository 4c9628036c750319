package dev.oopsight.app;

/**
 * Whether a person watches. The shell that starts the program knows which of its streams is a
 * terminal and says so in system properties: Java cannot tell the two outputs apart.
 */
final class Terminal {

  private Terminal() {}

  static boolean isOut() {
    return Boolean.getBoolean("oopsight.stdout.terminal");
  }

  static boolean isIn() {
    return Boolean.getBoolean("oopsight.stdin.terminal");
  }

  static boolean isErr() {
    return Boolean.getBoolean("oopsight.stderr.terminal");
  }
}

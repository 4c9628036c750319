package dev.oopsight.app;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Asks for a secret: on a terminal without showing it, else as a line of standard input. */
final class Prompt {

  private Prompt() {}

  /**
   * What was typed; empty where nothing was.
   *
   * @param words that ask for it
   */
  static String secret(String words) {
    @SuppressWarnings("SystemConsoleNull") // asked for only where standard input is a terminal
    Console console = Terminal.isIn() ? System.console() : null;
    if (console == null) return line();
    char[] typed = console.readPassword("%s", words);
    return typed == null ? "" : new String(typed);
  }

  private static String line() {
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      String line = in.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new CommandFailed("cannot read the password: " + Faults.of(e), e);
    }
  }
}

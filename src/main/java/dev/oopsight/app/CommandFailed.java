package dev.oopsight.app;

/**
 * A command cannot do what it was asked. The message is one line: why, and what to do about it.
 * Ends the program with exit code 1.
 */
public final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  public CommandFailed(String message) {
    super(message);
  }

  public CommandFailed(String message, Throwable cause) {
    super(message, cause);
  }
}

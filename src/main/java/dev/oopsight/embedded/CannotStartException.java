package dev.oopsight.embedded;

/** A part of us cannot start on this machine. The message is one line: why, and what to do. */
public final class CannotStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CannotStartException(String message) {
    super(message);
  }

  public CannotStartException(String message, Throwable cause) {
    super(message, cause);
  }
}

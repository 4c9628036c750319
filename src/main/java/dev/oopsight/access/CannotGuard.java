package dev.oopsight.access;

/** What access was to be guarded with cannot be used; the message is one line for people. */
public final class CannotGuard extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CannotGuard(String message) {
    super(message);
  }

  CannotGuard(String message, Throwable cause) {
    super(message, cause);
  }
}

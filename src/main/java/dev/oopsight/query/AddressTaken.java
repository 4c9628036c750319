package dev.oopsight.query;

/** The address for HTTP cannot be listened on. The message is one line for a person. */
public final class AddressTaken extends RuntimeException {

  private static final long serialVersionUID = 1;

  AddressTaken(String host, int port, Throwable cause) {
    super(
        "cannot listen on %s:%d (%s): stop what listens there, or choose another port"
            .formatted(host, port, cause.getMessage()),
        cause);
  }
}

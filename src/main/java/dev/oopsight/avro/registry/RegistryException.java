package dev.oopsight.avro.registry;

import static java.util.Objects.requireNonNull;

/**
 * The registry did not do what was asked. The message says what, why, and where it can, what to do.
 */
public final class RegistryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Problem {
    /** No registry answered, or none could: the same call may succeed later. */
    UNAVAILABLE,
    /** The registry wants other credentials. */
    UNAUTHORIZED,
    /** There is no such subject, version or id. */
    NOT_FOUND,
    /** Readers or writers of earlier versions could not live with the schema. */
    INCOMPATIBLE,
    /** This is no schema, or not one that the registry takes. */
    INVALID
  }

  private final Problem problem;

  public RegistryException(Problem problem, String message) {
    super(message);
    this.problem = requireNonNull(problem);
  }

  public RegistryException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = requireNonNull(problem);
  }

  /** Why. */
  public Problem problem() {
    return problem;
  }

  /** Whether the data is not to blame, so that trying again later is right and a refusal wrong. */
  public boolean isTransient() {
    return problem == Problem.UNAVAILABLE || problem == Problem.UNAUTHORIZED;
  }
}

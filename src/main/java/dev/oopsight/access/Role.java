package dev.oopsight.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a user may do. */
public enum Role {
  /** Ask. */
  READ,
  /** Ask, and change something: say what an incident was, say. */
  WRITE;

  /** As files and messages name it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether who has this role may do what asks for the other. */
  boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** The role of that name. */
  public static Optional<Role> of(String id) {
    return Stream.of(values()).filter(role -> role.id().equals(id)).findFirst();
  }
}

package dev.oopsight.access;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Somebody who may ask.
 *
 * @param name 1 to 64 letters, digits and {@code . _ @ -} of ASCII: it stands in logs and files
 */
public record User(String name, Role role) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  public User {
    if (!isName(name)) throw new IllegalArgumentException("no user's name");
    requireNonNull(role);
  }

  /** Whether a user can have that name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}

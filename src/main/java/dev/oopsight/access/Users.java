package dev.oopsight.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Users as their file names them.
 *
 * <pre>{@code
 * # name   role   what is kept of the secret
 * ann      write  pbkdf2-sha256:600000:…:…
 * grafana  read   sha256:9f86d0…
 * }</pre>
 *
 * <p>Shape: UTF-8, one secret a line, three words; {@code #} begins a comment line. A user may have
 * several tokens, so that one can be replaced while the other still works, and one password.
 * Errors: none are thrown by {@link #read}; each fault is told with its line, and never with a
 * secret.
 */
public final class Users {

  private final Map<String, User> byName = new HashMap<>();
  private final Map<String, Password> passwords = new HashMap<>();
  private final Map<String, User> byToken = new HashMap<>();

  private Users() {}

  /**
   * Reads a file's text.
   *
   * @param faults gets what is wrong, {@code line 3: …}
   */
  public static Users read(String text, List<String> faults) {
    Users users = new Users();
    int line = 0;
    for (String entry : text.split("\\R", -1)) {
      line++;
      String bare = entry.strip();
      if (bare.isEmpty() || bare.startsWith("#")) continue;
      Optional<String> fault = users.add(bare.split("\\s+"));
      if (fault.isPresent()) faults.add("line " + line + ": " + fault.get());
    }
    if (faults.isEmpty() && users.byName.isEmpty()) {
      faults.add("no user is named: oopsight users add makes one");
    }
    return users;
  }

  /** The fault, or empty. */
  private Optional<String> add(String... words) {
    if (words.length != 3) {
      return Optional.of("three words are asked for: name, role, and what is kept of a secret");
    }
    if (!User.isName(words[0])) {
      return Optional.of(
          "a name has up to 64 letters, digits and . _ @ - and begins with the former");
    }
    Optional<Role> role = Role.of(words[1]);
    if (role.isEmpty()) return Optional.of("the role is read or write");
    User user = new User(words[0], role.get());
    User before = byName.putIfAbsent(user.name(), user);
    if (before != null && !before.equals(user)) {
      return Optional.of("%s has the role %s above".formatted(user.name(), before.role().id()));
    }
    return addSecret(user, words[2]);
  }

  private Optional<String> addSecret(User user, String kept) {
    if (Token.isKept(kept)) {
      User other = byToken.putIfAbsent(kept.toLowerCase(Locale.ROOT), user);
      return Optional.ofNullable(other).map(o -> "the token stands above, for " + o.name());
    }
    Optional<Password> password = Password.read(kept);
    if (password.isEmpty()) {
      return Optional.of("the third word is neither pbkdf2-sha256:… nor sha256:…");
    }
    return passwords.putIfAbsent(user.name(), password.get()) == null
        ? Optional.empty()
        : Optional.of(user.name() + " has a password above");
  }

  /** Who has that token. */
  Optional<User> withToken(String secret) {
    // Looked up by its hash, so that how long that takes says nothing of the secret.
    return Optional.ofNullable(byToken.get(Token.kept(secret)));
  }

  /** Who has that name, and a password. */
  Optional<User> withPassword(String name) {
    return passwords.containsKey(name) ? Optional.of(byName.get(name)) : Optional.empty();
  }

  Password passwordOf(User user) {
    return passwords.get(user.name());
  }

  /** By name. */
  public List<User> all() {
    List<User> all = new ArrayList<>(byName.values());
    all.sort(java.util.Comparator.comparing(User::name));
    return all;
  }

  /** How many tokens a user has. */
  public int tokens(User user) {
    return (int) byToken.values().stream().filter(user::equals).count();
  }

  /** Whether a user has a password. */
  public boolean hasPassword(User user) {
    return passwords.containsKey(user.name());
  }
}

package dev.oopsight.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file of users, for whoever keeps it. Comments and the order of lines stay; it is replaced as a
 * whole, so that a running instance never reads half of it, and its owner alone may read it.
 *
 * <p>Errors: {@link CannotGuard} with all faults of a file that is no file of users; {@link
 * IOException}.
 */
public final class UsersFile {

  private static final String HEAD =
      "# Users of oopsight's API, for http.users.file: name, role (read or write), and what is kept"
          + " of a secret.\n";

  private final Path file;

  public UsersFile(Path file) {
    this.file = file;
  }

  /** Everybody in it. */
  public Users read() throws IOException {
    return users(Files.readString(file));
  }

  /** Gives a user a password, in the place of the one before. */
  public void setPassword(User user, String password) throws IOException {
    String text = text();
    String others =
        lines(text).stream()
            .filter(line -> !isOf(user.name(), line) || !line.contains("pbkdf2-"))
            .collect(Collectors.joining("\n"));
    add(others, user, Password.of(password).toString());
  }

  /** Gives a user a token beside those that he has; the token, which stands nowhere else. */
  public String addToken(User user) throws IOException {
    String secret = Token.make();
    add(String.join("\n", lines(text())), user, Token.kept(secret));
    return secret;
  }

  /** Takes out everything of a user; whether there was anything. */
  public boolean remove(String name) throws IOException {
    List<String> before = lines(Files.readString(file));
    List<String> after = before.stream().filter(line -> !isOf(name, line)).toList();
    if (after.size() == before.size()) return false;
    write(String.join("\n", after) + "\n");
    return true;
  }

  private String text() throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return HEAD;
    }
  }

  private void add(String before, User user, String kept) throws IOException {
    String after = "%s%n%-20s %-5s %s%n".formatted(before, user.name(), user.role().id(), kept);
    users(after);
    write(after);
  }

  private Users users(String text) {
    List<String> faults = new ArrayList<>();
    Users users = Users.read(text, faults);
    if (faults.isEmpty()) return users;
    throw new CannotGuard("%s: %s".formatted(file, String.join("; ", faults)));
  }

  private void write(String text) throws IOException {
    Path whole = file.toAbsolutePath();
    Path made =
        Files.createTempFile(
            whole.getParent(),
            "users",
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(made, text);
      if (Files.exists(whole)) {
        // Whoever the file was readable to, the service's group say, reads it still.
        Files.setPosixFilePermissions(made, Files.getPosixFilePermissions(whole));
      }
      Files.move(made, whole, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private static List<String> lines(String text) {
    return text.stripTrailing().lines().toList();
  }

  private static boolean isOf(String name, String line) {
    return line.strip().split("\\s+", 2)[0].equals(name);
  }
}

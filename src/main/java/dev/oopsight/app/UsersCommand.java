package dev.oopsight.app;

import dev.oopsight.access.CannotGuard;
import dev.oopsight.access.Role;
import dev.oopsight.access.User;
import dev.oopsight.access.Users;
import dev.oopsight.access.UsersFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code users}: keeps the file of those who may ask the API. */
@Command(
    name = "users",
    description = {
      "Keeps the file of those who may ask the API (http.users.file): passwords for people, tokens for"
          + " programs. A running instance reads it again when it changes."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "add|token|remove|list")
final class UsersCommand implements Runnable {

  private static final int SHORTEST_PASSWORD = 12;
  private static final int LONGEST_PASSWORD = 256;

  @Spec private CommandSpec spec;

  /** Who it is about, and where. */
  static final class Given {

    @Parameters(paramLabel = "NAME", description = "The user's name.")
    private String name;

    @Option(
        names = "--file",
        required = true,
        paramLabel = "FILE",
        description = "The file of users; made where it is missing.")
    private Path file;
  }

  /** What somebody new may do. */
  static final class May {

    @Option(
        names = "--write",
        description = "May also change something: say what an incident was. Else may only ask.")
    private boolean write;

    private Role role() {
      return write ? Role.WRITE : Role.READ;
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which: users add, token, remove or list");
  }

  /** A person. */
  @Command(
      name = "add",
      description =
          "Gives a user a password: asked for on a terminal, else a line of standard input.",
      mixinStandardHelpOptions = true)
  int add(@Mixin Given given, @Mixin May may) {
    User user = user(given, may);
    String password = password(user);
    keep(given, file -> file.setPassword(user, password));
    tell("%s may %s, with that password".formatted(user.name(), user.role().id()));
    return Main.DONE;
  }

  /** A program. */
  @Command(
      name = "token",
      description = "Gives a user a new token, and prints it: it is shown this once.",
      mixinStandardHelpOptions = true)
  int token(@Mixin Given given, @Mixin May may) {
    User user = user(given, may);
    keep(
        given,
        file -> {
          PrintWriter out = spec.commandLine().getOut();
          out.println(file.addToken(user));
          out.flush();
        });
    tell("%s may %s, with that token".formatted(user.name(), user.role().id()));
    return Main.DONE;
  }

  /** Nobody any more. */
  @Command(
      name = "remove",
      description = "Takes a user out, with all that he has.",
      mixinStandardHelpOptions = true)
  int remove(@Mixin Given given) {
    keep(
        given,
        file -> {
          if (!file.remove(given.name)) {
            throw new CommandFailed("there is no user %s in %s".formatted(given.name, given.file));
          }
        });
    return Main.DONE;
  }

  /** Everybody. */
  @Command(name = "list", description = "One line a user.", mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--file",
              required = true,
              paramLabel = "FILE",
              description = "The file of users.")
          Path file) {
    TextTable table = new TextTable(List.of("name", "role", "password", "tokens"));
    try {
      Users users = new UsersFile(file).read();
      for (User user : users.all()) {
        table.row(
            List.of(
                user.name(),
                user.role().id(),
                users.hasPassword(user) ? "yes" : "no",
                Integer.toString(users.tokens(user))));
      }
    } catch (IOException e) {
      throw new CommandFailed("cannot read %s: %s".formatted(file, Faults.of(e)), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    table.printAligned(out);
    out.flush();
    return Main.DONE;
  }

  private User user(Given given, May may) {
    if (User.isName(given.name)) return new User(given.name, may.role());
    throw new ParameterException(
        spec.commandLine(),
        "a user's name has up to 64 letters, digits and . _ @ -, and begins with a letter or digit");
  }

  private static String password(User user) {
    String password = Prompt.secret("password of %s: ".formatted(user.name()));
    if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
      throw new CommandFailed(
          "a password has %d to %d characters".formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD));
    }
    if (Terminal.isIn() && !Prompt.secret("again: ").equals(password)) {
      throw new CommandFailed("these were two passwords: try again");
    }
    return password;
  }

  /** Changes the file. */
  @FunctionalInterface
  private interface Change {
    void apply(UsersFile file) throws IOException;
  }

  private static void keep(Given given, Change change) {
    try {
      change.apply(new UsersFile(given.file));
    } catch (CannotGuard e) {
      throw new CommandFailed(e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandFailed("cannot change %s: %s".formatted(given.file, Faults.of(e)), e);
    }
  }

  private void tell(String words) {
    spec.commandLine().getErr().println("oopsight: " + words);
  }
}

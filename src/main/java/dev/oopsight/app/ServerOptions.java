package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which instance a command asks, and as whom. Secrets come from files: arguments can be seen. */
final class ServerOptions {

  private static final Pattern SERVER = Pattern.compile("https?://[^\\s/?#@]++/*+");

  @Option(
      names = "--server",
      defaultValue = "http://localhost:8080",
      paramLabel = "URL",
      description = "Where the instance answers (default: ${DEFAULT-VALUE}).")
  private String server;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The token to ask with, as 'oopsight users token' printed it.")
  private Path token;

  @Option(names = "--user", paramLabel = "NAME", description = "The user to ask as.")
  private String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "That user's password; asked for where it is left out.")
  private Path password;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Certificates, PEM, of whom to trust in place of the known authorities.")
  private Path authorities;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  /** A client of that instance. */
  ApiClient client() {
    if (!SERVER.matcher(server).matches()) {
      throw wrongUsage("--server is a URL such as http://localhost:8080, not " + server);
    }
    if (token != null && user != null) throw wrongUsage("--token-file and --user contradict");
    if (password != null && user == null) throw wrongUsage("--password-file needs --user");
    return new ApiClient(server, authorization(), Optional.ofNullable(authorities));
  }

  private Optional<String> authorization() {
    if (token != null) return Optional.of("Bearer " + line(token));
    if (user == null) return Optional.empty();
    String both =
        user
            + ":"
            + (password == null
                ? Prompt.secret("password of %s: ".formatted(user))
                : line(password));
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)));
  }

  private static String line(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (!text.isEmpty() && text.chars().noneMatch(Character::isISOControl)) return text;
    } catch (IOException e) {
      throw new CommandFailed("cannot read %s: %s".formatted(file, Faults.of(e)), e);
    }
    throw new CommandFailed(file + " must hold one line");
  }

  private ParameterException wrongUsage(String why) {
    return new ParameterException(command.commandLine(), why);
  }
}

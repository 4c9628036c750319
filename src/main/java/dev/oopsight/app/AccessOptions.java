package dev.oopsight.app;

import dev.oopsight.access.Access;
import dev.oopsight.access.Loopback;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Who may ask the API of {@code standalone}. */
final class AccessOptions {

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description = "Those who may ask the API, a file that 'oopsight users' makes.")
  private Path users;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "Certificates, PEM, the server's first: the API speaks HTTPS.")
  private Path certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "The key of the first, PEM.")
  private Path key;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  /** What was said of it, for an API that listens there: whoever says where says who may ask. */
  Access on(String listen) {
    if ((certificate == null) != (key == null)) {
      throw new ParameterException(
          command.commandLine(), "--tls-certificate and --tls-key go together");
    }
    boolean open = users == null && !Loopback.isName(listen);
    if (open) {
      command
          .commandLine()
          .getErr()
          .printf(
              "oopsight: WARNING: whoever reaches %s may read and change everything: --users names"
                  + " those who may ask%n",
              listen);
    }
    return new Access(
        Optional.ofNullable(users),
        open,
        false,
        Optional.ofNullable(certificate).map(c -> new Access.Tls(c, key)),
        Access.Bounds.DEFAULT,
        Access.Audit.DEFAULT);
  }
}

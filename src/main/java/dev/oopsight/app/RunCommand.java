package dev.oopsight.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: the pipeline against a Kafka that is there. */
@Command(
    name = "run",
    description = "Runs the pipeline and its API against a Kafka cluster.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  private final Parts parts;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Settings, a properties file: docs/settings.md lists them.")
  private Path file;

  @Spec private CommandSpec spec;

  RunCommand(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = SettingsFile.read(file);
    Lifetime.of(
        () -> parts.run(settings),
        pipeline -> {
          spec.commandLine()
              .getErr()
              .println("oopsight: running; its API answers on " + pipeline.url());
          pipeline.awaitEnd();
        });
    return Main.DONE;
  }
}

package dev.oopsight.app;

import dev.oopsight.oracle.Difference;
import dev.oopsight.oracle.Trial;
import dev.oopsight.topology.Topics;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Asks the oracle about a run whose input lies in its topics still, from the beginning: one line a
 * difference, and what became of the input's lines.
 *
 * <p>The run should have worked off what it was given; what it has not is told as missing.
 */
final class AskOracle {

  private AskOracle() {}

  /** The argument is the settings file of the run; exits with 0 where nothing differs, else 1. */
  public static void main(String[] args) {
    System.exit(ask(Path.of(args[0]), System.out) ? 0 : 1);
  }

  /** Whether nothing differs. */
  static boolean ask(Path settingsFile, PrintStream out) {
    Settings settings = SettingsFile.read(settingsFile);
    Topics topics =
        new Topics(settings.logs(), settings.configs(), settings.aliases(), settings.prefix());
    Trial trial = Trial.of(settings.bootstrapServers(), topics, settings.applicationId());
    List<Difference> differences = trial.differences();
    differences.forEach(out::println);
    out.printf("%d differences; %s%n", differences.size(), trial.quiet().lines());
    return differences.isEmpty();
  }
}

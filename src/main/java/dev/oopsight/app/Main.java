package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.access.CannotGuard;
import dev.oopsight.app.bench.BenchCommand;
import dev.oopsight.embedded.CannotStartException;
import dev.oopsight.query.AddressTaken;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The program. Exit codes: 0 done, 1 failed (one line says why and what to do), 2 wrong usage.
 * Messages for people go to standard error, data to standard output.
 */
@Command(
    name = "oopsight",
    description = "Explains Linux kernel traces with the config their host had at that moment.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "oopsight COMMAND --help tells more of a command. OOPSIGHT_LOG=debug shows what goes on inside."
    })
public final class Main {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = writer(FileDescriptor.out, false);
    PrintWriter err = writer(FileDescriptor.err, true);
    Wiring parts = new Wiring();
    if (args.length > 0 && args[0].equals("explain")) parts.loadRulesAhead();
    int exitCode = commandLine(parts, args).setOut(out).setErr(err).execute(args);
    out.flush();
    System.exit(exitCode);
  }

  /** UTF-8 whatever the locale: JSON is nothing else. */
  private static PrintWriter writer(FileDescriptor to, boolean flushLines) {
    Writer text = new OutputStreamWriter(new FileOutputStream(to), UTF_8);
    return new PrintWriter(new BufferedWriter(text), flushLines);
  }

  /**
   * The command line over those parts: of the command that the first argument names alone, since to
   * look at all of them takes longer than many a log; of all where it names none.
   */
  static CommandLine commandLine(Parts parts, String... args) {
    Map<String, Supplier<Object>> commands = commands(parts);
    if (args.length > 0 && commands.containsKey(args[0])) {
      commands.keySet().retainAll(Set.of(args[0]));
    }
    CommandLine line = new CommandLine(new Main());
    commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler(Main::failed);
  }

  private static Map<String, Supplier<Object>> commands(Parts parts) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("bench", BenchCommand::new);
    commands.put("demo", () -> new DemoCommand(parts));
    commands.put("explain", () -> new ExplainCommand(parts));
    commands.put("feedback", FeedbackCommand::new);
    commands.put("query", QueryCommand::new);
    commands.put("replay", () -> new ReplayCommand(parts));
    commands.put("rules", () -> new RulesCommand(parts));
    commands.put("run", () -> new RunCommand(parts));
    commands.put("standalone", () -> new StandaloneCommand(parts));
    commands.put("topics", () -> new TopicsCommand(parts));
    commands.put("users", UsersCommand::new);
    return commands;
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("oopsight: " + Faults.oneLine(e.getMessage()));
    err.println("Try " + command.getCommandSpec().qualifiedName() + " --help");
    return WRONG_USAGE;
  }

  private static int failed(Exception e, CommandLine command, ParseResult parsed) {
    boolean debug = "debug".equalsIgnoreCase(System.getenv("OOPSIGHT_LOG"));
    String line =
        isMeantForPeople(e)
            ? Faults.oneLine(e.getMessage())
            : "a fault of the program, %s: please report it with what OOPSIGHT_LOG=debug prints"
                .formatted(Faults.of(e));
    command.getErr().println("oopsight: " + line);
    if (debug) e.printStackTrace(command.getErr());
    return FAILED;
  }

  private static boolean isMeantForPeople(Exception e) {
    return e instanceof CommandFailed
        || e instanceof CannotGuard
        || e instanceof CannotStartException
        || e instanceof AddressTaken;
  }

  /** The version that the jar's manifest tells. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"oopsight " + (version == null ? "(not from a jar)" : version)};
    }
  }
}

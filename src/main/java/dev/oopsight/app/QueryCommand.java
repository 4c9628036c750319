package dev.oopsight.app;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code query}: asks a running instance. */
@Command(
    name = "query",
    description = {
      "Asks a running instance, and prints a table: aligned on a terminal, else all columns parted"
          + " by tabs. One incident is printed as text."
    },
    footer = {"", "For example: oopsight query hosts/web1/incidents?limit=5"},
    mixinStandardHelpOptions = true)
final class QueryCommand implements Callable<Integer> {

  private final boolean isTerminal;

  @Parameters(
      paramLabel = "PATH",
      description =
          "hosts, hosts/web1, hosts/web1/incidents, hosts/web1/config, incidents/ID, fingerprints,"
              + " fingerprints/PRINT/spread, rules, rules/ID, or any path of the API, parameters"
              + " included.")
  private String path;

  @Mixin private ServerOptions server;

  @Option(names = "--json", description = "Print the answer as it is, in JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  QueryCommand() {
    this(Terminal.isOut());
  }

  QueryCommand(boolean isTerminal) {
    this.isTerminal = isTerminal;
  }

  @Override
  public Integer call() {
    ApiPath asked = json ? ApiPath.of(path) : ApiPath.of(path).forPeople();
    ApiClient.Reply reply = server.client().get(asked);
    PrintWriter out = spec.commandLine().getOut();
    if (json || !reply.isJson()) {
      out.print(reply.body().endsWith("\n") ? reply.body() : reply.body() + "\n");
    } else {
      new AnswerPrinter(out, spec.commandLine().getErr(), isTerminal).print(reply, asked);
    }
    out.flush();
    return Main.DONE;
  }
}

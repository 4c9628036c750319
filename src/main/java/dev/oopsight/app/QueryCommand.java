package dev.oopsight.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code query}: asks a running instance. */
@Command(
    name = "query",
    description = {
      "Asks a running instance, and prints a table: aligned on a terminal, else all columns parted"
          + " by tabs. One incident is printed as text."
    },
    footer = {
      "",
      "For example:",
      "  oopsight query hosts",
      "  oopsight query incidents --host web1",
      "  oopsight query why ID",
      "  oopsight query config web1 --as-of 2009-06-25T03:12:01Z",
      "  oopsight query diff web1 web2",
      "  oopsight query 'hosts/web1/incidents?limit=5'"
    },
    mixinStandardHelpOptions = true)
final class QueryCommand implements Callable<Integer> {

  /** How an answer is printed. */
  enum Format {
    table,
    tsv,
    json
  }

  private final Optional<Screen> terminal;

  @Parameters(
      arity = "1..3",
      paramLabel = "QUESTION",
      description = {
        "incidents [--host HOST], why ID, config HOST, changes HOST, timeline HOST, risk [HOST],",
        "silence HOST, diff HOST HOST; or a path of the API, parameters included: hosts, hosts/web1, fingerprints,",
        "fingerprints/PRINT/spread, rules, rules/ID."
      })
  private List<String> words;

  @Option(names = "--host", paramLabel = "HOST", description = "Whose incidents.")
  private String host;

  @Option(
      names = "--as-of",
      paramLabel = "T",
      description = "Of which moment, RFC 3339 (default: now).")
  private String asOf;

  @Mixin private ServerOptions server;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = {
        "table (on a terminal where nothing else is said), tsv (else), or json: the answer as it",
        "is. One incident or rule is printed as text where nothing is said."
      })
  private Format format;

  @Option(names = "--json", description = "The same as --format json.")
  private boolean json;

  @Spec private CommandSpec spec;

  QueryCommand() {
    this(Terminal.isOut() ? Optional.of(Screen.ofTerminal()) : Optional.empty());
  }

  QueryCommand(Optional<Screen> terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (json) format = Format.json;
    ApiPath asked = question();
    if (format == null) asked = asked.forPeople();
    ApiClient.Reply reply = server.client().get(asked);
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.json || !reply.isJson()) {
      String body = reply.body().endsWith("\n") ? reply.body() : reply.body() + "\n";
      out.print(terminal.isPresent() ? Visible.lines(body) : body);
    } else {
      new AnswerPrinter(out, spec.commandLine().getErr(), screen()).print(reply, asked);
    }
    out.flush();
    return Main.DONE;
  }

  private Optional<Screen> screen() {
    if (format == Format.tsv) return Optional.empty();
    return format == Format.table ? terminal.or(() -> Optional.of(Screen.plain())) : terminal;
  }

  private ApiPath question() {
    try {
      return TypedQuestion.of(words, Optional.ofNullable(host), Optional.ofNullable(asOf));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}

package dev.oopsight.app.bench;

import static java.util.stream.Collectors.joining;

import dev.oopsight.app.CommandFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code bench}: how fast, beside what, and whether that is enough; each row is told when it is
 * done.
 */
@Command(
    name = "bench",
    description =
        "Measures speed, each row beside its yardstick. Exits 0 when everything was measured,"
            + " whether it holds or not.",
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

  private static final int DONE = 0;
  private static final int FAILED = 1;

  @Parameters(
      paramLabel = "NAME",
      description = "Benchmarks to run, all of them where none is named: ${COMPLETION-CANDIDATES}",
      completionCandidates = Names.class)
  private List<String> names = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the rows there, one a line.")
  private Path json;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Pairs of runs (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--quick", description = "One small round: shows that it runs, measures nothing.")
  private boolean quick;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    check();
    PrintWriter out = spec.commandLine().getOut();
    List<Row.Result> results = new ArrayList<>();
    Scale scale = quick ? Scale.quick() : Scale.full(rounds);
    try (Workshop workshop = new Workshop(scale)) {
      out.println(Report.heading());
      for (Benchmark benchmark : Benchmarks.of(names).toList()) {
        for (Row.Result result : measure(benchmark, workshop, scale)) {
          out.println(Report.line(result));
          results.add(result);
        }
        out.flush();
      }
    }
    if (json != null) write(results);
    return results.stream().anyMatch(Row.Result::failed) ? FAILED : DONE;
  }

  private void check() {
    for (String name : names) {
      if (!Benchmarks.names().contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no benchmark " + name + ": " + String.join(", ", Benchmarks.names()));
      }
    }
    if (rounds < 1) throw new ParameterException(spec.commandLine(), "at least one round");
  }

  /** A benchmark that fails leaves the others alone. */
  private List<Row.Result> measure(Benchmark benchmark, Workshop workshop, Scale scale)
      throws InterruptedException {
    try {
      Benchmark.Contest contest = benchmark.contest().in(workshop);
      List<Rounds.Pair> pairs =
          Rounds.run(contest.us(), contest.yardstick(), scale.rounds(), scale.warmUp());
      return benchmark.rows().stream().map(row -> row.of(pairs)).toList();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      String rows = benchmark.rows().stream().map(Row::name).collect(joining(", "));
      spec.commandLine().getErr().println("oopsight: " + rows + " failed: " + e);
      return benchmark.rows().stream().map(Row::failed).toList();
    }
  }

  private void write(List<Row.Result> results) {
    try {
      Files.write(json, results.stream().map(Report::json).toList());
    } catch (IOException e) {
      throw new CommandFailed("cannot write %s: %s".formatted(json, e), e);
    }
  }

  /** The names, for {@code --help}. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Names() {
      super(Benchmarks.names());
    }
  }
}

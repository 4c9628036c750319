package dev.oopsight.app;

import dev.oopsight.embedded.SampleFleet;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.query.Answer;
import dev.oopsight.query.HostSummary;
import dev.oopsight.query.IncidentFilter;
import dev.oopsight.query.IncidentQueries;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the whole system on this machine, with a sample fleet replayed into it. */
@Command(
    name = "demo",
    description = {
      "Runs the whole system in this process, Kafka broker and schema registry included, and replays"
          + " a sample fleet into it."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final int MANY = 1000;

  private final Parts parts;

  @Option(names = "--once", description = "Replay, print the incidents, and end.")
  private boolean once;

  @Mixin private PortOptions ports;

  @Spec private CommandSpec spec;

  DemoCommand(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() throws InterruptedException {
    int httpPort = ports.http();
    int brokerPort = ports.kafka();
    Lifetime.of(() -> parts.demo(httpPort, brokerPort), this::replay);
    return Main.DONE;
  }

  private void replay(RunningDemo demo) throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    err.println("oopsight: replaying the sample fleet");
    demo.send(SampleFleet.records());
    demo.awaitWorkedOff(PATIENCE);
    if (once) {
      print(incidents(demo.queries()));
    } else {
      err.printf("oopsight: look at %s; the broker is %s%n", demo.url(), demo.bootstrapServers());
      err.println("oopsight: Ctrl-C ends it");
      demo.awaitEnd();
    }
  }

  private void print(List<KernelIncident> incidents) {
    if (incidents.isEmpty()) {
      throw new CommandFailed(
          "the replay led to no incident: OOPSIGHT_LOG=debug tells what went on");
    }
    PrintWriter out = spec.commandLine().getOut();
    String between = "";
    for (KernelIncident incident : incidents) {
      out.print(between + parts.text(incident));
      between = "\n";
    }
    out.flush();
  }

  /** Every incident of every host, oldest first. */
  private static List<KernelIncident> incidents(IncidentQueries queries) {
    return found(queries.hosts(Optional.empty(), MANY)).items().stream()
        .flatMap(host -> of(host, queries))
        .sorted(Comparator.comparing(KernelIncident::firstAt).thenComparing(KernelIncident::id))
        .toList();
  }

  private static Stream<KernelIncident> of(HostSummary host, IncidentQueries queries) {
    return found(queries.incidents(host.host(), IncidentFilter.newest(MANY))).items().stream();
  }

  private static <T> T found(Answer<T> answer) {
    return answer.fold(
        Answer.Found::value,
        absent -> {
          throw unanswered(absent.what());
        },
        bad -> {
          throw unanswered(bad.why());
        },
        notReady -> {
          throw unanswered(notReady.why());
        });
  }

  private static CommandFailed unanswered(String why) {
    return new CommandFailed("the pipeline does not answer (%s): run it again".formatted(why));
  }
}

package dev.oopsight.app;

import dev.oopsight.siem.SiemFormat;
import dev.oopsight.topology.TopicState;
import dev.oopsight.topology.TopicState.Presence;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code topics}: what there is of the topics that the pipeline needs, and making the rest. */
@Command(
    name = "topics",
    description = {
      "Shows every topic that the pipeline reads and writes, and what is not as it needs to be.",
      "Exit code 1 tells that one is missing."
    },
    mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {

  private static final int MOST_PARTITIONS = 10_000;
  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,100}");

  private final Parts parts;

  @Option(
      names = "--bootstrap",
      required = true,
      paramLabel = "B",
      description = "Brokers to begin with, host:port,host:port.")
  private String bootstrap;

  @Option(
      names = "--prefix",
      defaultValue = "",
      paramLabel = "P",
      description = "Before the names of the topics that we write, as in the settings of run.")
  private String prefix;

  @Option(
      names = "--siem-formats",
      defaultValue = "ecs",
      paramLabel = "F,F",
      description = "Encodings that are published, as in the settings of run (default: ecs).")
  private String formats;

  @Option(names = "--create", description = "Make those that are missing, inputs too.")
  private boolean create;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      paramLabel = "N",
      description = "How many a topic gets that is made (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Spec private CommandSpec spec;

  TopicsCommand(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() {
    if (partitions < 1 || partitions > MOST_PARTITIONS) {
      throw new ParameterException(
          spec.commandLine(), "--partitions is 1 to 10000, not " + partitions);
    }
    if (!PREFIX.matcher(prefix).matches()) {
      throw new ParameterException(
          spec.commandLine(), "--prefix has letters, digits, dots, dashes and underscores");
    }
    Optional<Set<SiemFormat>> published = SiemFormat.list(formats);
    if (published.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--siem-formats are some of " + SiemFormat.ids() + ", not " + formats);
    }
    List<TopicState> topics =
        parts.topics(
            bootstrap,
            prefix,
            published.get(),
            create ? OptionalInt.of(partitions) : OptionalInt.empty());
    print(topics);
    long missing = topics.stream().filter(t -> t.presence() == Presence.MISSING).count();
    if (missing > 0) {
      throw new CommandFailed(
          "%d %s missing: --create makes %s"
              .formatted(
                  missing, missing == 1 ? "topic is" : "topics are", missing == 1 ? "it" : "them"));
    }
    return Main.DONE;
  }

  private void print(List<TopicState> topics) {
    TextTable table =
        new TextTable(List.of("topic", "in/out", "state", "partitions", "cleanup", "differs"));
    for (TopicState topic : topics) {
      table.row(
          List.of(
              topic.name(),
              lower(topic.direction()),
              lower(topic.presence()),
              topic.partitions() == 0 ? "" : String.valueOf(topic.partitions()),
              topic.cleanup(),
              String.join("; ", topic.differences())));
    }
    PrintWriter out = spec.commandLine().getOut();
    table.printAligned(out);
    out.flush();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

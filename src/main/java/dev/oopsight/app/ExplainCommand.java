package dev.oopsight.app;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.redaction.Redaction.What;
import dev.oopsight.siem.SiemFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: the same parsing, join and diagnosis over files, without Kafka. */
@Command(
    name = "explain",
    description = "Explains the kernel faults of log files; each file is a log of its own.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  /** Incidents, for a person. */
  private static final String TEXT = "text";

  /** One line an occurrence. */
  private static final String JSON = "json";

  private final Parts parts;
  private Redaction redaction = Redaction.NONE;
  private final InputStream stdin;

  @Parameters(
      paramLabel = "FILE",
      description = "Logs of any known format; - or none is standard input.")
  private List<String> files = List.of();

  @Option(names = "--host", paramLabel = "H", description = "Whose logs; else the lines tell.")
  private String host;

  @Option(
      names = "--config",
      paramLabel = "PATH",
      description = "The host's config: a file with command output, or a directory of such.")
  private List<Path> config = List.of();

  @Option(
      names = "--format",
      defaultValue = TEXT,
      paramLabel = "F",
      description = {
        "text; json: a line an occurrence;",
        "ecs, ocsf, cef, leef, otel: a line an incident, for a SIEM (default: ${DEFAULT-VALUE})."
      })
  private String format;

  @Option(
      names = "--rules",
      paramLabel = "PATH",
      description = "Rules of your own, beside the shipped: a file or a directory of *.yaml.")
  private List<Path> rules = List.of();

  @Option(names = "--notices", description = "Report events that are no faults, too.")
  private boolean notices;

  @Option(
      names = "--redact",
      split = ",",
      paramLabel = "WHAT",
      description = "Replace pointers, hosts, comms (names of tasks), or several parted by commas.")
  private List<What> redact = List.of();

  @Option(
      names = "--redact-key",
      paramLabel = "K",
      description =
          "Of what names are replaced by, 16 characters at least: the same key gives the same;"
              + " another one each time where none is given.")
  private String redactKey;

  @Spec private CommandSpec spec;

  ExplainCommand(Parts parts) {
    this(parts, System.in);
  }

  ExplainCommand(Parts parts, InputStream stdin) {
    this.parts = parts;
    this.stdin = stdin;
  }

  @Override
  public Integer call() {
    checkFormat();
    Optional<HostId> named = Arguments.host(spec, host);
    List<ConfigFile> configs = ConfigFile.below(config);
    redaction = redaction();
    Offline offline = parts.offline(rules);
    for (String file : files.isEmpty() ? List.of(InputFile.STDIN) : files) {
      explain(offline, file, named, configs);
    }
    return Main.DONE;
  }

  private Redaction redaction() {
    if (redactKey != null && redactKey.length() < Redaction.SHORTEST_KEY) {
      throw new ParameterException(spec.commandLine(), "--redact-key has at least 16 characters");
    }
    String key = redactKey == null ? UUID.randomUUID().toString() : redactKey;
    return Redaction.of(Set.copyOf(redact), key);
  }

  private void checkFormat() {
    format = format.toLowerCase(Locale.ROOT);
    if (format.equals(TEXT) || format.equals(JSON) || SiemFormat.of(format).isPresent()) return;
    throw new ParameterException(
        spec.commandLine(), "--format is text, json, " + SiemFormat.ids() + ", not " + format);
  }

  private void explain(
      Offline offline, String file, Optional<HostId> named, List<ConfigFile> configs) {
    PrintWriter out = spec.commandLine().getOut();
    AtomicLong found = new AtomicLong();
    try (InputStream bytes = InputFile.open(file, stdin)) {
      Offline.Log log = new Offline.Log(bytes, written(file), named, configs, notices);
      long lines =
          offline.explain(
              log,
              explained -> {
                if (format.equals(JSON)) {
                  out.println(ExplainJson.line(file, explained.redacted(redaction)));
                }
              },
              incident -> {
                if (found.getAndIncrement() == 0) printName(file);
                print(redaction.of(incident));
              });
      out.flush();
      if (found.get() == 0) sayNothingFound(file, lines);
    } catch (IOException e) {
      throw new CommandFailed("cannot read %s: %s".formatted(file, Faults.of(e)), e);
    }
    if (out.checkError()) throw new CommandFailed("cannot write the output: its reader is gone");
  }

  private void printName(String file) {
    if (!format.equals(TEXT) || files.size() < 2) return;
    spec.commandLine().getOut().println("==> " + file + " <==");
  }

  private void print(KernelIncident incident) {
    PrintWriter out = spec.commandLine().getOut();
    if (format.equals(TEXT)) out.print(parts.text(incident) + "\n");
    // JSON is told by occurrence.
    SiemFormat.of(format).ifPresent(f -> out.print(parts.encoded(f, incident) + "\n"));
  }

  private void sayNothingFound(String file, long lines) {
    String where = files.size() > 1 ? file + ": " : "";
    spec.commandLine()
        .getErr()
        .println(
            where
                + "no kernel fault"
                + (notices ? " or notice" : "")
                + " found in "
                + lines
                + " lines");
  }

  private static Instant written(String file) throws IOException {
    return file.equals(InputFile.STDIN)
        ? Instant.now()
        : Files.getLastModifiedTime(Path.of(file)).toInstant();
  }
}

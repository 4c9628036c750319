package dev.oopsight.app;

import dev.oopsight.log.HostId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: publishes log files line by line, as a shipper would. */
@Command(
    name = "replay",
    description = "Publishes log files line by line, as a shipper would.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

  private final Parts parts;
  private final InputStream stdin;

  @Option(
      names = "--bootstrap",
      required = true,
      paramLabel = "B",
      description = "Brokers to begin with, host:port,host:port.")
  private String bootstrap;

  @Option(
      names = "--topic",
      defaultValue = "kernel.log",
      paramLabel = "T",
      description = "Where the lines go (default: ${DEFAULT-VALUE}).")
  private String topic;

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "Whose logs: the records' key and their header host-id.")
  private String host;

  @Option(
      names = "--boot-time",
      paramLabel = "T",
      description =
          "When that host booted, RFC 3339 or seconds since 1970: dates lines that have only kernel"
              + " time, which else count as written now.")
  private String bootTime;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Logs of any known format; - is standard input.")
  private List<String> files;

  @Spec private CommandSpec spec;

  ReplayCommand(Parts parts) {
    this(parts, System.in);
  }

  ReplayCommand(Parts parts, InputStream stdin) {
    this.parts = parts;
    this.stdin = stdin;
  }

  @Override
  public Integer call() {
    Optional<HostId> named = Arguments.host(spec, host);
    Optional<Instant> boot = Arguments.past(spec, "--boot-time", bootTime, Instant.now());
    long bytes = files.stream().mapToLong(ReplayCommand::size).sum();
    Progress progress = new Progress(spec.commandLine().getErr(), Terminal.isErr());
    long sent = 0;
    try (LinePublisher publisher = parts.publisher(bootstrap, topic, named)) {
      Replay replay = new Replay(publisher, boot, progress, bytes);
      for (String file : files) replay.file(file);
      publisher.finish();
      sent = replay.sent;
    } finally {
      progress.clear();
    }
    spec.commandLine()
        .getErr()
        .printf("oopsight: sent %d %s to %s%n", sent, sent == 1 ? "line" : "lines", topic);
    return Main.DONE;
  }

  /** Looks before anything is sent whether a file is there; 0 for a stream. */
  private static long size(String file) {
    if (file.equals(InputFile.STDIN)) return 0;
    try {
      InputFile.open(file, InputStream.nullInputStream()).close();
      return Files.size(Path.of(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static CommandFailed unreadable(String file, IOException e) {
    return new CommandFailed("cannot read %s: %s".formatted(file, Faults.of(e)), e);
  }

  /** Files on their way to a topic. */
  private final class Replay {

    private final LinePublisher publisher;
    private final Optional<Instant> boot;
    private final Progress progress;
    private final long bytes;
    private long bytesBefore;
    private long sent;

    Replay(LinePublisher publisher, Optional<Instant> boot, Progress progress, long bytes) {
      this.publisher = publisher;
      this.boot = boot;
      this.progress = progress;
      this.bytes = bytes;
    }

    void file(String file) {
      RecordTime time = new RecordTime(boot, InstantSource.system());
      try (InputStream in = InputFile.open(file, stdin)) {
        LogLines lines = new LogLines(file, in);
        Optional<byte[]> line = lines.next();
        while (line.isPresent()) {
          if (line.get().length > 0) publish(line.get(), time);
          if (progress.isDue()) show(bytesBefore + lines.bytesRead());
          line = lines.next();
        }
        bytesBefore += lines.bytesRead();
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }

    private void publish(byte[] line, RecordTime time) {
      publisher.publish(line, time.of(line));
      sent++;
    }

    private void show(long bytesRead) {
      String part = bytes == 0 ? "" : " (%d %%)".formatted(Math.min(100, 100 * bytesRead / bytes));
      progress.show("sent %d lines%s".formatted(sent, part));
    }
  }
}

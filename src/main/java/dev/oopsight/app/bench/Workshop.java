package dev.oopsight.app.bench;

import dev.oopsight.app.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What benchmarks are made of: sample logs and a cluster, made when they are first asked for, in a
 * directory that goes when it is closed, or when the program is stopped.
 */
final class Workshop implements AutoCloseable {

  private static final long SEED = 2009;
  private static final String HEADERS =
      "BUG:|WARNING:|Oops|general protection fault|page allocation failure|invoked oom-killer"
          + "|soft lockup|blocked for more than|detected stall|list_add corruption";

  private final Scale scale;
  private final Path directory;
  private volatile Cluster cluster;
  private double halfLoad = Double.NaN;

  Workshop(Scale scale) {
    this.scale = scale;
    try {
      directory = Files.createTempDirectory("oopsight-bench-");
    } catch (IOException e) {
      throw new CommandFailed("no temporary directory can be made: " + e.getMessage(), e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "bench-clears-up"));
  }

  Path longLog() throws IOException {
    return log("long.log", scale.longLog(), SampleLog.MOSTLY_BENIGN);
  }

  Path shortLog() throws IOException {
    return log("short.log", scale.shortLog(), SampleLog.MOSTLY_BENIGN);
  }

  Path traceLog() throws IOException {
    return log("traces.log", scale.longLog(), SampleLog.TRACES_ONLY);
  }

  private Path log(String name, long bytes, double benignShare) throws IOException {
    Path log = directory.resolve(name);
    if (!Files.exists(log)) {
      try (FileChannel channel =
          FileChannel.open(log, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        SampleLog.write(channel, bytes, benignShare, SEED);
      }
    }
    return log;
  }

  Side grep(Path log) throws IOException {
    List<String> command = List.of("grep", "-c", "-E", HEADERS, log.toString());
    return new Program(command, Map.of("LC_ALL", "C"), Files.size(log));
  }

  Side explain(Path log) throws IOException {
    List<String> command =
        List.of(program().toString(), "explain", "--format", "json", log.toString());
    return new Program(command, Map.of("OOPSIGHT_JAVA_OPTS", "-Xmx128m"), Files.size(log));
  }

  /** {@code bin/oopsight} of the checkout that this program was built in. */
  private static Path program() {
    try {
      Path built =
          Path.of(Workshop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path program = built.getParent().resolveSibling("bin").resolve("oopsight");
      if (Files.isExecutable(program)) return program;
      throw new CommandFailed("there is no " + program + ": run bench from a checkout");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  Side diagnose() throws IOException {
    return new Diagnose(judged(), scale.incidents());
  }

  Side slowestRule() throws IOException {
    return new SlowestRule(judged(), scale.incidents());
  }

  private Path judged() throws IOException {
    return log("judged.log", Math.min(2_000_000, scale.longLog()), SampleLog.TRACES_ONLY);
  }

  /** A Streams application over a topic of that content. */
  Side run(App app, Content content) throws Exception {
    Cluster used = cluster();
    String topic = used.topic(content, scale.lines(), SEED);
    return () -> used.measure(app, topic, scale.lines());
  }

  /**
   * From the last line of a trace to its incident, while half of what the pipeline can bear flows.
   */
  Side latency() throws Exception {
    return new Latency(cluster(), halfLoad(), scale.traces());
  }

  /** Questions about one host or incident under that load, and the yardstick of the same runs. */
  Benchmark.Contest keyedQueries() throws Exception {
    QueryKeyed queries = new QueryKeyed(cluster(), halfLoad(), scale.traces(), scale.turns());
    return Benchmark.Contest.of(queries.keyed(), queries.health());
  }

  Side fleetQueries() throws Exception {
    return new QueryFleet(cluster(), scale.fleet());
  }

  /** Half of the benign lines a second that the pipeline can bear. */
  private double halfLoad() throws Exception {
    if (Double.isNaN(halfLoad)) {
      Side keyed = run(App.PIPELINE, Content.KEYED);
      keyed.run();
      halfLoad = Figure.LINES_PER_SECOND.of(keyed.run()) / 2;
    }
    return halfLoad;
  }

  private Cluster cluster() throws Exception {
    if (cluster == null) cluster = Cluster.start(directory.resolve("cluster"));
    return cluster;
  }

  @Override
  public synchronized void close() {
    if (cluster != null) cluster.close();
    cluster = null;
    if (!Files.exists(directory)) return;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("oopsight: " + directory + " could not be removed: " + e.getMessage());
    }
  }
}

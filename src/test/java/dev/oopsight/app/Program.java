package dev.oopsight.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * {@code bin/oopsight} as a process of its own, with the classes under test: the script finds them
 * behind a jar that is newer than its sources, of which there are none.
 */
final class Program implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** It is not there for long: what the better compiler would gain it does not earn back. */
  private static final List<String> FLAGS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Path home;
  private final Process process;

  private Program(Path home, Process process) {
    this.home = home;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param home a directory that is made, with everything that the process writes
   */
  static Program start(Path home, String... args) throws IOException {
    Path script = home.resolve("bin/oopsight");
    Files.createDirectories(home.resolve("src/main"));
    Files.createDirectories(home.resolve("schemas"));
    Files.createDirectories(home.resolve("target"));
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(temporary(home));
    Files.createFile(home.resolve("pom.xml"));
    Files.copy(Path.of("bin/oopsight"), script);
    jar(home.resolve("target/oopsight.jar"));
    ProcessBuilder builder = new ProcessBuilder(script.toString());
    builder.command().addAll(List.of(args));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .put("OOPSIGHT_JAVA_OPTS", String.join(" ", FLAGS) + " " + temporaryFlag(home));
    return start(home, builder);
  }

  /** Starts another class than the program's own. */
  static Program startClass(Path home, Class<?> main, String... args) throws IOException {
    Files.createDirectories(temporary(home));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder = new ProcessBuilder(java.toString());
    builder.command().addAll(FLAGS);
    builder.command().addAll(List.of(temporaryFlag(home), "-cp"));
    builder.command().addAll(List.of(System.getProperty("java.class.path"), main.getName()));
    builder.command().addAll(List.of(args));
    return start(home, builder);
  }

  private static Program start(Path home, ProcessBuilder builder) throws IOException {
    builder.redirectOutput(home.resolve("out").toFile());
    builder.redirectError(home.resolve("err").toFile());
    return new Program(home, builder.start());
  }

  private static String temporaryFlag(Path home) {
    return "-Djava.io.tmpdir=" + temporary(home);
  }

  private static Path temporary(Path home) {
    return home.resolve("tmp");
  }

  private static void jar(Path file) throws IOException {
    String classPath = System.getProperty("java.class.path");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(classPath.split(java.io.File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(file)) {
      new JarOutputStream(out, manifest).close();
    }
  }

  /** Waits until it has said that on standard error. */
  Program awaitSaying(String words) {
    Awaitility.await(words)
        .atMost(PATIENCE)
        .failFast("it ended", () -> !process.isAlive())
        .until(() -> said().contains(words));
    return this;
  }

  /** Waits until there is something in its temporary directory. */
  Program awaitTemporaryFiles() {
    Awaitility.await("temporary files").atMost(PATIENCE).until(() -> !temporaryFiles().isEmpty());
    return this;
  }

  /** What it wrote to standard error so far. */
  String said() throws IOException {
    return Files.readString(home.resolve("err"));
  }

  /** What is left in its temporary directory. */
  List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(temporary(home))) {
      return files.toList();
    }
  }

  /** Sends a signal by its name, {@code TERM}. */
  Program signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    return this;
  }

  /** Whether it has ended in that time. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}

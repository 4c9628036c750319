package dev.oopsight.app.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own that obeys one-word orders on its standard input and answers each with a line.
 * It ends when its input does, so it outlives nobody.
 */
final class Child implements AutoCloseable {

  /** Before each answer, which tells it from whatever else a library prints. */
  private static final String ANSWER = "answer: ";

  private static final long ENDS_WITHIN_SECONDS = 30;

  private final Process process;
  private final PrintStream orders;
  private final BufferedReader answers;

  private Child(Process process) {
    this.process = process;
    orders = new PrintStream(process.getOutputStream(), true, UTF_8);
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /** Starts a JVM with our own class path; its words for people are ours. */
  static Child start(Class<?> main, String... args) throws IOException {
    return start(Map.of(), main, args);
  }

  /** The same without a log: a broker tells of every batch that a client has to send again. */
  static Child startSilent(Class<?> main, String... args) throws IOException {
    return start(Map.of("OOPSIGHT_LOG", "OFF"), main, args);
  }

  private static Child start(Map<String, String> environment, Class<?> main, String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    environment.forEach(builder.environment()::putIfAbsent);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new Child(builder.start());
  }

  /** Gives an order and waits for its answer. */
  String ask(String order) throws IOException {
    orders.println(order);
    String line;
    while ((line = answers.readLine()) != null) {
      if (line.startsWith(ANSWER)) return line.substring(ANSWER.length());
    }
    throw new IOException("a child process ended at the order " + order);
  }

  double cpuSeconds() {
    return Cpu.of(process.toHandle());
  }

  @Override
  public void close() {
    orders.close();
    try {
      if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The other end: answers orders until the input ends. */
  static void obey(Servant servant) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    String order;
    while ((order = in.readLine()) != null) System.out.println(ANSWER + servant.answer(order));
  }

  /** What a child process does. */
  @FunctionalInterface
  interface Servant {
    String answer(String order) throws Exception;
  }
}

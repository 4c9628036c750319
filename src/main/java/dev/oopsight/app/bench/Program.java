package dev.oopsight.app.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Another program, run to its end as a child process over so many bytes, and measured whole. */
final class Program implements Side {

  private final List<String> command;
  private final Map<String, String> environment;
  private final long bytes;

  Program(List<String> command, Map<String, String> environment, long bytes) {
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.bytes = bytes;
  }

  @Override
  public Sample run() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true); // piped: some programs do less where nobody reads
    double cpu = Cpu.ofEndedChildren();
    long begin = System.nanoTime();
    Process child = builder.start();
    child.getOutputStream().close();
    String last = lastWords(child);
    int exitCode = child.waitFor();
    double wall = (System.nanoTime() - begin) / 1e9;
    if (exitCode != 0) {
      throw new IOException("%s ended with %d: %s".formatted(command.get(0), exitCode, last));
    }
    return new Sample(bytes, wall, Cpu.ofEndedChildren() - cpu);
  }

  private static String lastWords(Process child) throws IOException {
    byte[] buffer = new byte[1 << 16];
    String last = "";
    int read;
    while ((read = child.getInputStream().read(buffer)) >= 0) {
      int from = Math.max(0, read - 300);
      last = new String(buffer, from, read - from, UTF_8).strip();
    }
    return last;
  }
}

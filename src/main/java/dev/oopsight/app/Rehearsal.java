package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What short commands do, once each and unseen. {@code bin/oopsight} runs it after a build with
 * {@code -XX:ArchiveClassesAtExit}, so that later starts map the classes instead of reading them.
 */
final class Rehearsal {

  /** Traces of many kinds: a class that no trace needs here is read from the jar later. */
  private static final String TRACES = "/bench/traces.txt";

  private static final String CONFIG = "vm.min_free_kbytes = 11495\n";

  private Rehearsal() {}

  public static void main(String[] args) throws Exception {
    Path log = Files.createTempFile("oopsight-", ".log");
    try {
      Files.writeString(log, log(), UTF_8);
      run("--help");
      for (String format : List.of("text", "json", "ecs")) {
        run("explain", "--format", format, log.toString());
      }
    } finally {
      Files.delete(log);
    }
  }

  /** The traces as dmesg prints them, parted by silence. */
  private static String log() throws IOException {
    StringBuilder log = new StringBuilder(CONFIG);
    int second = 0;
    try (InputStream in = Rehearsal.class.getResourceAsStream(TRACES)) {
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        if (line.startsWith("--- ")) second += 60;
        else if (second > 0) log.append("[%5d.000000] %s\n".formatted(second, line));
      }
    }
    return log.toString();
  }

  private static void run(String... args) {
    PrintWriter unseen = new PrintWriter(Writer.nullWriter());
    Main.commandLine(new Wiring()).setOut(unseen).setErr(unseen).execute(args);
  }
}

package dev.oopsight.app.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What kernels say in sample logs: the files of the folder {@code bench}. */
final class Phrases {

  static final List<byte[]> BENIGN =
      text("benign.txt").lines().filter(line -> !line.startsWith("#")).map(Phrases::utf8).toList();

  /** Whole traces, line by line. */
  static final List<List<byte[]>> TRACES = traces();

  /** Those that the kernel's end marker ends. */
  static final List<List<byte[]>> ENDED =
      TRACES.stream()
          .filter(t -> new String(t.get(t.size() - 1), UTF_8).startsWith("---[ end trace"))
          .toList();

  private Phrases() {}

  private static List<List<byte[]>> traces() {
    List<List<byte[]>> traces = new ArrayList<>();
    List<byte[]> trace = null;
    for (String line : text("traces.txt").lines().toList()) {
      if (line.startsWith("--- ")) {
        trace = new ArrayList<>();
        traces.add(trace);
      } else if (trace != null) {
        trace.add(utf8(line));
      }
    }
    return List.copyOf(traces);
  }

  private static String text(String name) {
    try (InputStream in = Phrases.class.getResourceAsStream("/bench/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}

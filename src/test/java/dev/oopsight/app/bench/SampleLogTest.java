package dev.oopsight.app.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.assembly.Shape;
import dev.oopsight.grammar.LineShapes;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleLogTest {

  private static final int BYTES = 6_000_000;
  private static final long LONGEST_TRACE = 10_000;

  @TempDir private Path directory;

  @Test
  void isTheSameForTheSameSeed() throws IOException {
    byte[] first = log(100_000, SampleLog.MOSTLY_BENIGN, 1);

    assertThat(log(100_000, SampleLog.MOSTLY_BENIGN, 1)).isEqualTo(first);
    assertThat(log(100_000, SampleLog.MOSTLY_BENIGN, 2)).isNotEqualTo(first);
  }

  @Test
  void isAsLongAsAskedAndNotMuchLonger() throws IOException {
    assertThat(log(100_000, SampleLog.MOSTLY_BENIGN, 1).length).isBetween(100_000, 120_000);
  }

  @Test
  void holdsTracesOfManyKindsInBothFormatsAndTheyAreRead() throws IOException {
    Path file = write(SampleLog.TRACES_ONLY);
    List<KernelTrace> traces = new ArrayList<>();
    new ReadTraces(file).each(traces::add);

    Set<Kind> kinds = traces.stream().map(KernelTrace::kind).collect(Collectors.toSet());
    String text = Files.readString(file);
    assertThat(kinds).hasSizeGreaterThanOrEqualTo(8);
    assertThat(text).contains("\n[").contains("web1 kernel: [");
    assertThat(traces.size()).isGreaterThan((int) (text.length() / LONGEST_TRACE));
  }

  @Test
  void saysNothingBenignThatIsAFaultOrANotice() {
    LineShapes shapes = new LineShapes();

    assertThat(Phrases.BENIGN)
        .extracting(b -> new String(b, UTF_8).replace("{n}", "42"))
        .allSatisfy(line -> assertThat(shapes.of(line)).as(line).isEqualTo(Shape.OTHER));
  }

  @Test
  void isBenignForTheShareThatIsAsked() throws IOException {
    String text = Files.readString(write(SampleLog.MOSTLY_BENIGN));
    List<String> benign =
        Phrases.BENIGN.stream().map(b -> new String(b, UTF_8).split("\\{n}", -1)[0]).toList();

    long bytes =
        text.lines()
            .filter(line -> benign.stream().anyMatch(b -> line.contains("] " + b)))
            .mapToLong(line -> line.length() + 1)
            .sum();

    assertThat(bytes / (double) text.length()).isBetween(0.84, 0.86);
  }

  private Path write(double benignShare) throws IOException {
    return Files.write(directory.resolve("log"), log(BYTES, benignShare, 3));
  }

  private static byte[] log(long bytes, double benignShare, long seed) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SampleLog.write(Channels.newChannel(out), bytes, benignShare, seed);
    return out.toByteArray();
  }
}

package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.oopsight.app.FakeParts.Published;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ReplayCommandTest {

  private static final Instant BOOTED = Instant.parse("2009-05-06T19:07:14Z");

  @TempDir Path dir;

  private final FakeParts parts = new FakeParts();

  @Test
  void sendsEveryLineAsItStands() throws IOException {
    Ran ran = replay("one\r\n\ntwo \u00e9\nthree");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEqualTo("oopsight: sent 3 lines to kernel.log\n");
    assertThat(ran.out()).isEmpty();
    assertThat(parts.published)
        .extracting(Published::line)
        .containsExactly("one", "two \u00e9", "three");
    assertThat(parts.published)
        .allSatisfy(
            p -> {
              assertThat(p.key()).isEqualTo("-");
              assertThat(p.at()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
            });
    assertThat(parts.closed).isTrue();
  }

  @Test
  void saysWhoseLinesTheyAre() throws IOException {
    replay("a line", "--host", "web1", "--topic", "syslog");

    assertThat(parts.published.get(0).key()).isEqualTo("web1");
    assertThat(parts.published.get(0).topic()).isEqualTo("syslog");
  }

  @Test
  void datesLinesThatHaveOnlyKernelTimeFromTheBoot() throws IOException {
    String log =
        """
        <4>[  100.500000] swapper: page allocation failure. order:1, mode:0x4020
        Call Trace:
        Jun 25 03:12:01 web1 kernel: [  101.000000] has a time of its own
        kern  :warn  : [  102.000000] eth0: link up
        """;

    replay(log, "--boot-time", BOOTED.toString());

    assertThat(times().get(0)).isEqualTo(BOOTED.plusMillis(100_500));
    assertThat(times().get(1)).as("goes with the line before").isEqualTo(times().get(0));
    assertThat(times().get(2)).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    assertThat(times().get(3)).isEqualTo(BOOTED.plusSeconds(102));
  }

  private List<Instant> times() {
    return parts.published.stream().map(Published::at).toList();
  }

  @Test
  void takesABootTimeInSeconds() throws IOException {
    replay("[    0.000000] Linux version 6.1.0", "--boot-time", "1241636834");

    assertThat(times()).containsExactly(BOOTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2009-05-06", "-5", "2999-01-01T00:00:00Z"})
  void refusesABootTimeThatIsNoMomentOfThePast(String time) throws IOException {
    Ran ran = replay("a line", "--boot-time", time);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).startsWith("oopsight: ");
    assertThat(parts.published).isEmpty();
  }

  @Test
  void readsStandardInput() {
    StringWriter err = new StringWriter();
    var stdin = new ByteArrayInputStream("one\ntwo\n".getBytes(UTF_8));
    int exitCode =
        new CommandLine(new ReplayCommand(parts, stdin))
            .setErr(new PrintWriter(err, true))
            .execute("--bootstrap", "b:1", "-");

    assertThat(exitCode).isZero();
    assertThat(parts.published).extracting(Published::line).containsExactly("one", "two");
  }

  @Test
  void sendsNothingWhereAFileIsMissing() throws IOException {
    Path there = Files.writeString(dir.resolve("there"), "a line");
    Path missing = dir.resolve("missing");

    Ran ran = Ran.of(parts, "replay", "--bootstrap", "b:1", there.toString(), missing.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo("oopsight: cannot read " + missing + ": there is no such file\n");
    assertThat(parts.published).isEmpty();
  }

  @Test
  void saysInOneLineWhyItCannotSend() throws IOException {
    parts.trouble = new CommandFailed("no Kafka broker answers at b:1");

    Ran ran = replay("a line");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("oopsight: no Kafka broker answers at b:1\n");
  }

  private Ran replay(String log, String... options) throws IOException {
    Path file = Files.writeString(dir.resolve("kern.log"), log);
    String[] args = new String[options.length + 4];
    args[0] = "replay";
    args[1] = "--bootstrap";
    args[2] = "b:1";
    System.arraycopy(options, 0, args, 3, options.length);
    args[args.length - 1] = file.toString();
    return Ran.of(parts, args);
  }
}

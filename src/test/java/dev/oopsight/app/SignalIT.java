package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process, and how it ends. */
class SignalIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path dir;

  @Test
  void endsTheDemoInOrderWhenAskedTo() throws Exception {
    try (Program demo =
        Program.start(dir.resolve("demo"), "demo", "--port", "0", "--kafka-port", "0")) {
      demo.awaitSaying("Ctrl-C ends it");

      demo.signal("INT");

      assertThat(demo.endsWithin(SOON)).isTrue();
      assertThat(demo.said().lines()).as("nothing but what it said before").hasSize(3);
      assertThat(demo.temporaryFiles()).isEmpty();
    }
  }

  @Test
  void cleansUpWhenAskedToEndWhileItStarts() throws Exception {
    try (Program demo =
        Program.start(dir.resolve("demo"), "demo", "--port", "0", "--kafka-port", "0")) {
      demo.awaitTemporaryFiles();

      demo.signal("TERM");

      assertThat(demo.endsWithin(SOON)).isTrue();
      assertThat(demo.temporaryFiles()).isEmpty();
    }
  }
}

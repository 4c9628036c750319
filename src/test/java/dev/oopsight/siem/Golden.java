package dev.oopsight.siem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text that must come out as it stands in a file. With {@code -Dcases=update} the file is
 * rewritten, and the test fails all the same, so that a person reads the difference.
 */
final class Golden {

  private static final Path FOLDER = Path.of("src/test/resources/siem");
  private static final boolean UPDATE = "update".equals(System.getProperty("cases"));

  private Golden() {}

  static void expect(String name, String actual) {
    Path file = FOLDER.resolve(name);
    try {
      String expected = Files.exists(file) ? Files.readString(file, UTF_8) : "";
      if (UPDATE && !expected.equals(actual)) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, actual, UTF_8);
        throw new AssertionError(file + " was rewritten; read the difference");
      }
      assertThat(actual).as("%s; rewrite it with -Dcases=update", file).isEqualTo(expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.oopsight.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The rules that are shipped, for tests. */
final class Knowledge {

  static final Path FOLDER = Path.of("src/main/resources/knowledge");

  private Knowledge() {}

  /** Every file of the folder, read as the program reads it. */
  static List<RuleFile> shipped() {
    return files(RuleFile.Origin.BUILT_IN);
  }

  static List<RuleFile> files(RuleFile.Origin origin) {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(f -> new RuleFile(name(f), text(f), origin)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

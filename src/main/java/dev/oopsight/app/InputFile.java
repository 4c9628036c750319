package dev.oopsight.app;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Log files as they are named on the command line. */
final class InputFile {

  /** The name of standard input. */
  static final String STDIN = "-";

  private InputFile() {}

  /**
   * Opens a file.
   *
   * @throws CommandFailed where it is a directory
   */
  static InputStream open(String file, InputStream stdin) throws IOException {
    if (file.equals(STDIN)) return new Unclosed(stdin);
    Path path = Path.of(file);
    if (Files.isDirectory(path)) {
      throw new CommandFailed(file + " is a directory: name the log files in it");
    }
    return Files.newInputStream(path);
  }

  /** Standard input may be named twice, and is not ours to close. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return in.read(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}

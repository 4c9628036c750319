package dev.oopsight.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads a stream line by line, as bytes: whatever encoding they are in, they are sent as they are.
 *
 * <p>Shape: a line ends at a line feed or the end of the stream; carriage returns before it are
 * part of the line end. Errors: a line longer than {@value #LONGEST_BYTES} bytes is no line of a
 * log.
 */
final class LogLines {

  static final int LONGEST_BYTES = 16 << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  private final String name;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int at;
  private int end;
  private long read;

  /**
   * Begins to read.
   *
   * @param name of the stream, for a person
   */
  LogLines(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /**
   * The next line, without its line end; empty at the end of the stream. It waits for no more bytes
   * than the line has.
   *
   * @throws CommandFailed where it is too long
   */
  Optional<byte[]> next() throws IOException {
    line.reset();
    while (true) {
      if (at == end && !fill()) {
        return line.size() == 0 ? Optional.empty() : Optional.of(withoutReturns());
      }
      int from = at;
      while (at < end && buffer[at] != '\n') at++;
      line.write(buffer, from, at - from);
      if (line.size() > LONGEST_BYTES) {
        throw new CommandFailed(name + " has a line of more than 16 MiB: is it a log?");
      }
      if (at < end) {
        at++;
        return Optional.of(withoutReturns());
      }
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    read += end;
    return end > 0;
  }

  private byte[] withoutReturns() {
    byte[] all = line.toByteArray();
    int length = all.length;
    while (length > 0 && all[length - 1] == '\r') length--;
    return length == all.length ? all : java.util.Arrays.copyOf(all, length);
  }

  /** How many bytes of the stream were read. */
  long bytesRead() {
    return read;
  }
}

package dev.oopsight.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a directory to one process, until closed or the process ends. Kafka has such a lock too,
 * but finds it held only after it has begun to write, and then ends the whole process.
 */
public final class DirectoryLock implements AutoCloseable {

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes the directory where it is missing, and takes it.
   *
   * @param setting by which another is chosen
   * @throws CannotStartException when another holds it, or it cannot be written to
   */
  public static DirectoryLock take(Path directory, String setting) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) return new DirectoryLock(channel);
      channel.close();
    } catch (IOException e) {
      throw new CannotStartException(
          "cannot write to " + directory + ": choose another directory with " + setting, e);
    }
    throw new CannotStartException(
        directory
            + " is in use: stop the other instance or choose another directory with "
            + setting);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held in this very process
    }
  }

  /** Gives the directory back; safe to repeat. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

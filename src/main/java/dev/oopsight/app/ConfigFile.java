package dev.oopsight.app;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One file of a host's config: the output of a command, say.
 *
 * @param name path below what {@code --config} named; it may tell the interface, as {@code
 *     ethtool_-k_eth0} does
 * @param bytes its contents, which nobody may change
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and the readers take an array
public record ConfigFile(String name, byte[] bytes) {

  /** Larger files hold no config. */
  private static final long LARGEST_BYTES = 16L << 20;

  private static final int DEEPEST = 8;

  public ConfigFile {
    requireNonNull(name);
    requireNonNull(bytes);
  }

  /**
   * Every file at or below the paths, in the order of their names.
   *
   * @throws CommandFailed where one is missing or cannot be read
   */
  static List<ConfigFile> below(List<Path> paths) {
    List<ConfigFile> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new CommandFailed("there is no config " + path + ": check the path after --config");
      }
      try (Stream<Path> found = Files.walk(path, DEEPEST)) {
        found.filter(Files::isRegularFile).sorted().forEach(file -> files.add(read(path, file)));
      } catch (IOException | UncheckedIOException e) {
        throw new CommandFailed("cannot read config %s: %s".formatted(path, Faults.of(e)), e);
      }
    }
    return files;
  }

  private static ConfigFile read(Path root, Path file) {
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw new CommandFailed(
            "config %s is larger than 16 MiB: name files with the output of single commands"
                .formatted(file));
      }
      Path name = root.equals(file) ? file.getFileName() : root.relativize(file);
      return new ConfigFile(name.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A file system that found itself damaged, or stopped working.
 *
 * <p>Source: Linux fs/ext4/super.c, {@code __ext4_error}; fs/xfs/xfs_fsops.c, {@code
 * xfs_do_force_shutdown}; fs/btrfs/messages.c.
 *
 * @param fileSystem {@code ext4}, {@code xfs}, {@code btrfs}, where printed
 * @param device {@code sda1}, where printed
 * @param function that found it, where printed
 * @param file source file of that place, where printed
 * @param line of that file, from 1, where printed
 * @param inode number of the inode, where printed
 * @param block number of the block, where printed
 * @param errno the error's number, -5, where printed
 * @param comm the task that was at it, where printed
 * @param message what remains: what was found, as printed
 * @param readOnly whether it is read-only from now on
 * @param shutdown whether it refuses everything from now on
 */
public record FileSystemError(
    Optional<String> fileSystem,
    Optional<String> device,
    Optional<String> function,
    Optional<String> file,
    OptionalInt line,
    OptionalLong inode,
    OptionalLong block,
    OptionalInt errno,
    Optional<String> comm,
    Optional<String> message,
    boolean readOnly,
    boolean shutdown)
    implements Detail {
  public FileSystemError {
    requireNonNull(fileSystem);
    requireNonNull(device);
    requireNonNull(function);
    requireNonNull(file);
    requireNonNull(line);
    requireNonNull(inode);
    requireNonNull(block);
    requireNonNull(errno);
    requireNonNull(comm);
    requireNonNull(message);
  }
}

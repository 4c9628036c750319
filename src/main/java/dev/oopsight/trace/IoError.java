package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request that a block device did not carry out.
 *
 * <p>Source: Linux block/blk-mq.c, {@code blk_print_req_error}; before 5.16 block/blk-core.c,
 * {@code print_req_error}, {@code blk_update_request} and {@code end_request}; fs/buffer.c, {@code
 * buffer_io_error}.
 *
 * @param device {@code sda}, where printed
 * @param error what went wrong, {@code I/O}, {@code critical medium} …, where printed
 * @param sector the first one of the request, of 512 bytes each, where printed
 * @param block the block of the file system, of its own block size, where that is printed instead
 * @param operation {@code READ}, {@code WRITE} …, where printed; since 5.4
 * @param flags of the request, where printed; since 4.17
 * @param purpose what a buffer was read or written for, {@code async page read}, where printed
 */
public record IoError(
    Optional<String> device,
    Optional<String> error,
    OptionalLong sector,
    OptionalLong block,
    Optional<String> operation,
    Optional<Word> flags,
    Optional<String> purpose)
    implements Detail {
  public IoError {
    requireNonNull(device);
    requireNonNull(error);
    requireNonNull(sector);
    requireNonNull(block);
    requireNonNull(operation);
    requireNonNull(flags);
    requireNonNull(purpose);
  }
}

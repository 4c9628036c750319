package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The object of a slab cache near which memory was touched.
 *
 * @param address that of its first byte, where printed; since 4.15 a hash of it, unless the kernel
 *     was told not to hide it
 * @param size in bytes: of the cache's objects, and of what was asked for where that is all that is
 *     printed
 * @param cache the name of the cache, {@code kmalloc-64}
 * @param regionBytes how much of it was asked for, in bytes, where printed
 * @param regionState {@code allocated} or {@code freed}, where printed
 * @param kfence its number in KFENCE's pool, where it lies there
 */
public record MemoryObject(
    Optional<Word> address,
    OptionalLong size,
    Optional<String> cache,
    OptionalLong regionBytes,
    Optional<String> regionState,
    OptionalInt kfence) {
  public MemoryObject {
    requireNonNull(address);
    requireNonNull(size);
    requireNonNull(cache);
    requireNonNull(regionBytes);
    requireNonNull(regionState);
    requireNonNull(kfence);
  }
}

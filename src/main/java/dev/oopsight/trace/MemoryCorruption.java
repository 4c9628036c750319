package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The kernel found memory that it manages itself in a state that it cannot be in.
 *
 * @param check what was found, as printed, {@code Poison overwritten}, {@code state}
 * @param task of whom it is told, where printed
 * @param cache the name of the slab cache, {@code kmalloc-64}, where it is one
 * @param object address of the object in it, where printed; since 4.15 a hash of it
 * @param offset that of the object within its slab, in bytes, where printed
 * @param slabObjects how many objects the slab has room for, where printed
 * @param slabUsed how many of them are in use, where printed
 * @param firstBad address of the first byte that was overwritten, where printed
 * @param lastBad address of the last one, where printed
 * @param found what the first such byte is, where printed
 * @param expected what it should be, where printed: 0x6b freed, 0x5a never used, 0xa5 end of
 *     object, 0xbb and 0xcc the redzone of a free and of a used object
 * @param allocated when the object was allocated, where printed
 * @param freed when the object was freed, where printed
 * @param page the page, where printed
 * @param badFlags the flags of the page that it must not have, as printed
 * @param pte the entry of the page table, where printed
 * @param counter which counter of an address space is wrong, as printed, {@code MM_ANONPAGES}
 * @param value what it stands at and should not: a number of pages
 */
public record MemoryCorruption(
    Optional<String> check,
    Optional<Task> task,
    Optional<String> cache,
    Optional<Word> object,
    OptionalLong offset,
    OptionalInt slabObjects,
    OptionalInt slabUsed,
    Optional<Word> firstBad,
    Optional<Word> lastBad,
    Optional<Word> found,
    Optional<Word> expected,
    Optional<MemoryEvent> allocated,
    Optional<MemoryEvent> freed,
    Optional<PageState> page,
    Optional<String> badFlags,
    Optional<Word> pte,
    Optional<String> counter,
    OptionalLong value)
    implements Detail {
  public MemoryCorruption {
    requireNonNull(check);
    requireNonNull(task);
    requireNonNull(cache);
    requireNonNull(object);
    requireNonNull(offset);
    requireNonNull(slabObjects);
    requireNonNull(slabUsed);
    requireNonNull(firstBad);
    requireNonNull(lastBad);
    requireNonNull(found);
    requireNonNull(expected);
    requireNonNull(allocated);
    requireNonNull(freed);
    requireNonNull(page);
    requireNonNull(badFlags);
    requireNonNull(pte);
    requireNonNull(counter);
    requireNonNull(value);
  }
}

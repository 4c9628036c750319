package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the kernel knows of one page of memory.
 *
 * @param pfn its number, where printed
 * @param count references to it
 * @param mapcount mappings of it in page tables; 0 where there is none
 * @param mapping what it belongs to, where printed
 * @param index its offset there, where printed
 * @param order that of the block of 2^order pages that it is part of
 * @param flags as printed
 * @param flagNames what they mean, as printed, {@code slab|head}
 * @param reason why the kernel printed the page
 * @param owner who asked for it last; printed by kernels with {@code page_owner=on}
 */
public record PageState(
    Optional<Word> pfn,
    OptionalInt count,
    OptionalInt mapcount,
    Optional<Word> mapping,
    Optional<Word> index,
    OptionalInt order,
    Optional<Word> flags,
    Optional<String> flagNames,
    Optional<String> reason,
    Optional<PageOwner> owner) {
  public PageState {
    requireNonNull(pfn);
    requireNonNull(count);
    requireNonNull(mapcount);
    requireNonNull(mapping);
    requireNonNull(index);
    requireNonNull(order);
    requireNonNull(flags);
    requireNonNull(flagNames);
    requireNonNull(reason);
    requireNonNull(owner);
  }
}

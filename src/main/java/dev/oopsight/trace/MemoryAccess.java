package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Memory was touched that must not be, or not so: KASAN and KFENCE.
 *
 * @param bug as printed, {@code slab-use-after-free}, {@code out-of-bounds read}
 * @param access read, write or free, where printed
 * @param size bytes of the access; not printed where the CPU itself checks the tags
 * @param address the address that was touched, where printed
 * @param task the task that did it, where printed
 * @param pointerTag the tag of the pointer, in modes with tags
 * @param memoryTag the tag of the memory, in modes with tags
 * @param object the nearest object of a slab cache, where printed
 * @param placement where the address lies as seen from the object, where printed
 * @param allocated when the object was allocated, where printed
 * @param freed when the object was freed, where printed
 * @param variable the static variable that the address lies in or near, as printed
 * @param stack the stack frame in which the address lies, where it does
 * @param mapping who created the virtual mapping in which the address lies, as printed
 * @param canary the bytes beside the object that were overwritten, as printed
 * @param page the page of the address, where printed
 */
public record MemoryAccess(
    Optional<String> bug,
    Optional<AccessType> access,
    OptionalLong size,
    Optional<Word> address,
    Optional<Task> task,
    Optional<Word> pointerTag,
    Optional<Word> memoryTag,
    Optional<MemoryObject> object,
    Optional<Placement> placement,
    Optional<MemoryEvent> allocated,
    Optional<MemoryEvent> freed,
    Optional<String> variable,
    Optional<StackVariables> stack,
    Optional<String> mapping,
    Optional<String> canary,
    Optional<PageState> page)
    implements Detail {
  public MemoryAccess {
    requireNonNull(bug);
    requireNonNull(access);
    requireNonNull(size);
    requireNonNull(address);
    requireNonNull(task);
    requireNonNull(pointerTag);
    requireNonNull(memoryTag);
    requireNonNull(object);
    requireNonNull(placement);
    requireNonNull(allocated);
    requireNonNull(freed);
    requireNonNull(variable);
    requireNonNull(stack);
    requireNonNull(mapping);
    requireNonNull(canary);
    requireNonNull(page);
  }
}

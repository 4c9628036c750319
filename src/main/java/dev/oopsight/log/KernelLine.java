package dev.oopsight.log;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One line that a kernel printed, freed from whatever carried it.
 *
 * @param bootId the kernel's boot id, where the format carries it
 * @param level printk level, 0 (emergency) to 7 (debug), where the format carries it
 * @param sequence printk's sequence number within the boot, where the format carries it
 * @param kernelTime time since boot, where printed
 * @param time wall clock
 * @param caller who called printk, where printed
 * @param source what carried it
 * @param text the message without any prefix and without line end; never null, may be empty
 */
public record KernelLine(
    Optional<String> bootId,
    OptionalInt level,
    OptionalLong sequence,
    Optional<KernelTime> kernelTime,
    EventTime time,
    Optional<Caller> caller,
    Source source,
    String text) {

  public KernelLine {
    requireNonNull(bootId);
    requireNonNull(level);
    requireNonNull(sequence);
    requireNonNull(kernelTime);
    requireNonNull(time);
    requireNonNull(caller);
    requireNonNull(source);
    requireNonNull(text);
  }

  /**
   * Whether it only holds a place in the sequence, which a process took by writing into the
   * kernel's buffer: every line of the kernel's own that has a sequence number has a level too.
   */
  public boolean isAside() {
    return sequence.isPresent() && level.isEmpty() && text.isEmpty();
  }

  /** The same line at another moment of the wall clock. */
  public KernelLine at(EventTime otherTime) {
    return new KernelLine(bootId, level, sequence, kernelTime, otherTime, caller, source, text);
  }
}

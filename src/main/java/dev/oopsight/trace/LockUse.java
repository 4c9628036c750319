package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A lock as lockdep names it.
 *
 * @param name that of its class as printed, with {@code #2} and {@code /1} where several classes
 *     share it, {@code &sb->s_type->i_mutex_key#8}
 * @param address that of the lock, where printed; before 5.3 a hash of it
 * @param usage how it was used so far, as printed, {@code +.+.}: a character for each of hardirq,
 *     softirq and so on, for writers and readers
 * @param waitTypes what may be waited for around it and within it, as printed, {@code 3:3}, where
 *     printed
 * @param function who took it, as printed, {@code do_user_addr_fault+0x1b3/0x6a0}, where printed
 */
public record LockUse(
    String name,
    Optional<Word> address,
    Optional<String> usage,
    Optional<String> waitTypes,
    Optional<String> function) {
  public LockUse {
    requireNonNull(name);
    requireNonNull(address);
    requireNonNull(usage);
    requireNonNull(waitTypes);
    requireNonNull(function);
  }
}

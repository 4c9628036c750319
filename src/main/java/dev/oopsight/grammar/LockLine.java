package dev.oopsight.grammar;

import dev.oopsight.trace.LockUse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lock as lockdep prints it.
 *
 * <pre>{@code
 *  (&sb->s_type->i_mutex_key#8){+.+.}, at: [<00000000c74202b6>] __sock_release+0x89/0x2b0
 * ffff888021d16568 (&(&info->lock)->rlock){+.+.}-{2:2}, at: shmem_mfill_atomic_pte+0x1012/0x21c0
 *  #0: 00000000fd931363 ((wq_completion)usb_hub_wq){+.+.}, at: process_one_work+0x81f/0x1580
 *  #0: (ptrval) (&mm->mmap_sem){....}, at: __do_munmap+0x531/0x730
 * -> #1 (&b->lock){+.+.}-{3:3}:
 *  (&p->alloc_lock){+.+...}
 * }</pre>
 *
 * <p>Shape: one line to at most one lock. Errors: none are thrown. Source: Linux
 * kernel/locking/lockdep.c, {@code print_lock}, {@code print_lock_name}, 2.6.18 to 6.12.
 */
final class LockLine {

  private static final Pattern LOCK =
      Pattern.compile(
          "\\s*+(?:-> )?+(?<number>#\\d{1,3}+:?+\\s*+)?+(?:(?:(?<addr>\\p{XDigit}{8,16}+)|\\([_ptrval]++\\)) )?+"
              + "\\((?<name>.{1,160})\\)\\{(?<usage>[-+.?]{1,16}+)\\}(?:-\\{(?<wait>\\d{1,2}+:\\d{1,2}+)\\})?+"
              + "(?:, at: (?:\\[<\\p{XDigit}{8,16}+>\\] )?+(?<at>.{1,200}))?+:?+\\s*+$");

  private LockLine() {}

  static Optional<LockUse> read(String line) {
    Matcher m = LOCK.matcher(line);
    if (!m.matches()) return Optional.empty();
    return Optional.of(
        new LockUse(
            m.group("name"),
            Optional.ofNullable(m.group("addr")).flatMap(Numbers::word),
            Optional.of(m.group("usage")),
            Optional.ofNullable(m.group("wait")),
            Optional.ofNullable(m.group("at")).map(String::strip)));
  }

  /** Whether the line stands in a numbered list of locks. */
  static boolean isNumbered(String line) {
    Cursor cursor = Cursor.behindIndent(line);
    return cursor.take('#') && cursor.digits(3) > 0 && cursor.take(':');
  }
}

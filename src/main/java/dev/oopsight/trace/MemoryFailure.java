package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A page of memory that the hardware reported as damaged, and what became of it.
 *
 * <p>Source: Linux mm/memory-failure.c, {@code action_result} and {@code kill_proc}.
 *
 * @param frame number of the page; times the size of a page its physical address; where printed
 * @param page what it was used for, {@code dirty LRU page} …, where printed
 * @param outcome {@code Recovered}, {@code Ignored}, {@code Failed}, {@code Delayed}, where printed
 * @param killed the task that was killed for it, where one was
 */
public record MemoryFailure(
    Optional<Word> frame, Optional<String> page, Optional<String> outcome, Optional<Task> killed)
    implements Detail {
  public MemoryFailure {
    requireNonNull(frame);
    requireNonNull(page);
    requireNonNull(outcome);
    requireNonNull(killed);
  }
}

package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * The task that was running. In an interrupt it is a bystander.
 *
 * @param comm its name, at most 15 characters of anything, blanks and colons among them
 * @param pid where printed; 0 is the idle task
 */
public record Task(String comm, OptionalInt pid) {
  public Task {
    requireNonNull(comm);
    requireNonNull(pid);
  }
}

package dev.oopsight.trace;

import java.util.List;

/**
 * The table of tasks that could have been killed.
 *
 * <p>Source: Linux mm/oom_kill.c, {@code dump_tasks}.
 *
 * @param printed how many tasks it had, threads of one process counted once
 * @param largest those with most resident memory, largest first
 */
public record OomTasks(int printed, List<OomTask> largest) {
  public OomTasks {
    largest = List.copyOf(largest);
  }
}

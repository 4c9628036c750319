package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A row of the table of tasks that the OOM killer prints.
 *
 * @param task its name and number
 * @param uid of its user
 * @param tgid number of its process
 * @param totalVmPages its address space, in pages
 * @param rssPages its resident memory, in pages
 * @param swapPages what of it lies in swap, in pages; printed since 3.6
 * @param pgtablesBytes its page tables, in bytes; printed since 4.15
 * @param oomScoreAdj what is added to its score, from -1000 to 1000; printed since 2.6.36
 */
public record OomTask(
    Task task,
    long uid,
    int tgid,
    long totalVmPages,
    long rssPages,
    OptionalLong swapPages,
    OptionalLong pgtablesBytes,
    OptionalInt oomScoreAdj) {

  public OomTask {
    requireNonNull(task);
    requireNonNull(swapPages);
    requireNonNull(pgtablesBytes);
    requireNonNull(oomScoreAdj);
  }
}

package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Whom the OOM killer killed, and what memory that task had.
 *
 * <p>Source: Linux mm/oom_kill.c, {@code __oom_kill_process}.
 *
 * @param task its name and number
 * @param uid of its user, where printed
 * @param score how bad it was held to be, in thousandths of the memory that could be had; before
 *     2.6.36 in points without a unit; where printed
 * @param oomScoreAdj what was added to its score, from -1000 to 1000, where printed
 * @param totalVmKb its address space, in kB, where printed
 * @param anonRssKb resident memory of its own, in kB, where printed
 * @param fileRssKb resident pages of files, in kB, where printed
 * @param shmemRssKb resident shared memory, in kB, where printed
 * @param pgtablesKb its page tables, in kB, where printed
 */
public record OomVictim(
    Task task,
    OptionalLong uid,
    OptionalLong score,
    OptionalInt oomScoreAdj,
    OptionalLong totalVmKb,
    OptionalLong anonRssKb,
    OptionalLong fileRssKb,
    OptionalLong shmemRssKb,
    OptionalLong pgtablesKb) {

  public OomVictim {
    requireNonNull(task);
    requireNonNull(uid);
    requireNonNull(score);
    requireNonNull(oomScoreAdj);
    requireNonNull(totalVmKb);
    requireNonNull(anonRssKb);
    requireNonNull(fileRssKb);
    requireNonNull(shmemRssKb);
    requireNonNull(pgtablesKb);
  }

  /** Its resident memory, all sorts added, in kB; empty where none was printed. */
  public OptionalLong rssKb() {
    if (anonRssKb.isEmpty() && fileRssKb.isEmpty() && shmemRssKb.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        Stream.of(anonRssKb, fileRssKb, shmemRssKb).mapToLong(kb -> kb.orElse(0)).sum());
  }
}

package dev.oopsight.grammar;

import dev.oopsight.trace.OomTask;
import dev.oopsight.trace.OomTasks;
import dev.oopsight.trace.Task;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Collects the table of tasks. Its heading names the columns, which changed again and again; the
 * first five were always the same, and the name is the last.
 *
 * <pre>{@code
 * [ pid ]   uid  tgid total_vm      rss cpu oom_adj name                                  2.6.27
 * [ pid ]   uid  tgid total_vm      rss cpu oom_adj oom_score_adj name                    2.6.36
 * [ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name               3.6
 * [ pid ]   uid  tgid total_vm      rss nr_ptes nr_pmds swapents oom_score_adj name       4.1
 * [ pid ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name        4.15
 * [  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name      4.19
 * [  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes ...  6.8
 * [    109]     0   109    40952    40733   368640        0             0 memhog
 * }</pre>
 *
 * <p>Shape: after a heading, one row a task; rows without a heading are left out, since nothing
 * tells their columns. Units: memory in pages. Errors: none are thrown; a row that was cut before
 * its name is left out. Source: Linux mm/oom_kill.c, {@code dump_tasks}.
 */
final class OomTaskTable {

  /** Rows kept, those with most resident memory. */
  static final int MOST = 32;

  private static final int MOST_COLUMNS = 16;
  private static final int MOST_DIGITS = 18;
  private static final int MOST_PID_DIGITS = 9;
  private static final Comparator<OomTask> BY_SIZE =
      Comparator.comparingLong(OomTask::rssPages)
          .thenComparing(task -> -task.task().pid().orElse(0));

  private final Largest<OomTask> largest = new Largest<>(MOST, BY_SIZE);
  private final Set<Integer> processes = new HashSet<>();
  private List<String> columns = List.of();

  /** Takes a line, where it belongs to the table. */
  boolean add(String line) {
    Cursor cursor = Cursor.behindIndent(line);
    if (!cursor.take('[')) return false;
    cursor.skipBlanks();
    return Cursor.isDigit(cursor.next()) ? addRow(cursor) : addHeading(cursor, line);
  }

  private boolean addHeading(Cursor line, String whole) {
    if (!line.take("pid")) return false;
    line.skipBlanks();
    if (!line.take(']')) return false;
    columns = List.of(whole.substring(line.at()).strip().split(" ++", MOST_COLUMNS));
    return true;
  }

  private boolean addRow(Cursor line) {
    int from = line.at();
    if (columns.isEmpty() || line.digits(MOST_PID_DIGITS) == 0) return false;
    int pid = (int) line.decimalSince(from);
    if (!line.take(']')) return false;
    long[] values = new long[columns.size() - 1];
    for (int i = 0; i < values.length; i++) {
      OptionalLong value = number(line);
      if (value.isEmpty()) return true;
      values[i] = value.getAsLong();
    }
    String comm = line.rest().strip();
    if (comm.isEmpty()) return true;
    row(pid, comm, values).filter(t -> processes.add(t.tgid())).ifPresent(largest::add);
    return true;
  }

  private static OptionalLong number(Cursor line) {
    line.skipBlanks();
    boolean negative = line.take('-');
    int from = line.at();
    if (line.digits(MOST_DIGITS) == 0 || !line.isAtBlankOrEnd()) return OptionalLong.empty();
    long value = line.decimalSince(from);
    return OptionalLong.of(negative ? -value : value);
  }

  private Optional<OomTask> row(int pid, String comm, long[] values) {
    OptionalLong uid = value("uid", values);
    OptionalLong tgid = value("tgid", values);
    OptionalLong totalVm = value("total_vm", values);
    OptionalLong rss = value("rss", values);
    if (uid.isEmpty() || tgid.isEmpty() || totalVm.isEmpty() || rss.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong adj = value("oom_score_adj", values);
    return Optional.of(
        new OomTask(
            new Task(comm, OptionalInt.of(pid)),
            uid.getAsLong(),
            (int) tgid.getAsLong(),
            totalVm.getAsLong(),
            rss.getAsLong(),
            value("swapents", values),
            value("pgtables_bytes", values),
            adj.isPresent() ? OptionalInt.of((int) adj.getAsLong()) : OptionalInt.empty()));
  }

  private OptionalLong value(String column, long[] values) {
    int at = columns.indexOf(column);
    return at < 0 || at >= values.length ? OptionalLong.empty() : OptionalLong.of(values[at]);
  }

  /** What was collected; empty where no row was. */
  Optional<OomTasks> tasks() {
    if (processes.isEmpty()) return Optional.empty();
    return Optional.of(new OomTasks(processes.size(), largest.rows()));
  }
}

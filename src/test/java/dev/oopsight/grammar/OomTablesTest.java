package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.CgroupMemory;
import dev.oopsight.trace.OomTask;
import dev.oopsight.trace.OomTasks;
import dev.oopsight.trace.SlabCaches;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables that the OOM killer prints. */
class OomTablesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu oom_adj name                  | 3 -17           | -1   | -1     | 99999",
        "cpu oom_adj oom_score_adj name    | 3 0 -1000       | -1   | -1     | -1000",
        "nr_ptes swapents oom_score_adj name | 40 7 0        | 7    | -1     | 0",
        "nr_ptes nr_pmds swapents oom_score_adj name | 4 3 7 1 | 7  | -1     | 1",
        "pgtables_bytes swapents oom_score_adj name | 98304 7 2 | 7 | 98304  | 2",
        "rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name | 1 2 3 98304 7 3 | 7 | 98304 | 3",
      })
  void readsTheColumnsOfEveryKernel(
      String columns, String values, long swap, long pgtables, int adj) {
    OomTaskTable table = new OomTaskTable();

    table.add("[ pid ]   uid  tgid total_vm      rss " + columns);
    table.add("[  466]  1000   466     8745        1 " + values + " Web Content");

    OomTask row = table.tasks().orElseThrow().largest().get(0);
    assertThat(row.task().comm()).isEqualTo("Web Content");
    assertThat(row.totalVmPages()).isEqualTo(8745);
    assertThat(row.rssPages()).isEqualTo(1);
    assertThat(row.swapPages()).isEqualTo(swap < 0 ? OptionalLong.empty() : OptionalLong.of(swap));
    assertThat(row.pgtablesBytes())
        .isEqualTo(pgtables < 0 ? OptionalLong.empty() : OptionalLong.of(pgtables));
    assertThat(row.oomScoreAdj())
        .isEqualTo(adj == 99999 ? OptionalInt.empty() : OptionalInt.of(adj));
  }

  @Test
  void keepsTheLargestOfManyAndCountsAll() {
    OomTaskTable table = new OomTaskTable();
    table.add("[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name");
    for (int pid = 1; pid <= 500; pid++) {
      table.add(
          "[%7d]     0 %5d     9999 %8d    98304        0             0 a"
              .formatted(pid, pid, pid));
    }

    OomTasks tasks = table.tasks().orElseThrow();

    assertThat(tasks.printed()).isEqualTo(500);
    assertThat(tasks.largest())
        .hasSize(OomTaskTable.MOST)
        .extracting(OomTask::rssPages)
        .startsWith(500L, 499L)
        .endsWith(501L - OomTaskTable.MOST);
  }

  @Test
  void readsNoRowsWhoseColumnsNothingTells() {
    OomTaskTable table = new OomTaskTable();

    table.add("[    109]     0   109    40952    40733   368640        0             0 memhog");

    assertThat(table.tasks()).isEmpty();
  }

  @Test
  void leavesOutARowThatWasCut() {
    OomTaskTable table = new OomTaskTable();
    table.add("[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name");

    assertThat(table.add("[    109]     0   109    409")).isTrue();
    assertThat(table.add("[<ffffffff8116d036>] oom_kill_process+0x246/0x3b0")).isFalse();
    assertThat(table.tasks()).isEmpty();
  }

  @Test
  void keepsTheLargestSlabCaches() {
    SlabTable table = new SlabTable();
    table.add("Unreclaimable slab info:");
    table.add("Name                      Used          Total");
    for (int kb = 100; kb < 200; kb++) {
      table.add("dm-crypt (254:%d)     %10dKB %10dKB".formatted(kb, kb - 1, kb));
    }

    SlabCaches caches = table.caches().orElseThrow();

    assertThat(caches.printed()).isEqualTo(100);
    assertThat(caches.largest())
        .hasSize(SlabTable.MOST)
        .startsWith(new SlabCaches.Cache("dm-crypt (254:199)", 198, 199));
  }

  @Test
  void takesTheAmountsOfTheWholeTree() {
    CgroupMemoryReader reader = new CgroupMemoryReader();
    reader.add("memory: usage 24576kB, limit 9007199254740988kB, failcnt 71");
    reader.add("swap: usage 12kB, limi");
    reader.add("Memory cgroup stats for /a:");
    reader.add("rss 1024");
    reader.add("pgfault 6132");
    reader.add("total_rss 4096");

    CgroupMemory memory = reader.memory().orElseThrow();

    assertThat(memory.memory()).contains(new CgroupMemory.Use(24_576, OptionalLong.empty(), 71));
    assertThat(memory.swap()).isEmpty();
    assertThat(memory.kilobytes()).containsOnlyKeys("rss").containsEntry("rss", 4L);
  }
}

package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.BuddyList;
import dev.oopsight.trace.Zone;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemInfoLinesTest {

  @Test
  void readsAZoneWithItsNode() {
    Zone zone =
        ZoneLine.read(
                "Node 1 DMA32 free:26884kB boost:0kB min:960kB low:1200kB high:1440kB"
                    + " reserved_highatomic:2048KB free_highatomic:4kB isolated(anon):8kB shmem_thp: 16kB")
            .orElseThrow();

    assertThat(zone.node()).isEqualTo(1);
    assertThat(zone.name()).isEqualTo("DMA32");
    assertThat(zone.kb("min")).hasValue(960);
    assertThat(zone.kb("reserved_highatomic")).hasValue(2048);
    assertThat(zone.kb("free_highatomic")).hasValue(4);
    assertThat(zone.kb("isolated(anon)")).hasValue(8);
    assertThat(zone.kb("shmem_thp")).hasValue(16);
  }

  @Test
  void readsAZoneOfAKernelWithoutNodes() {
    Zone zone =
        ZoneLine.read("HighMem free:128kB min:512kB pages_scanned:7 all_unreclaimable? yes")
            .orElseThrow();

    assertThat(zone.node()).isZero();
    assertThat(zone.kilobytes()).containsOnlyKeys("free", "min");
    assertThat(zone.allUnreclaimable()).contains(true);
  }

  @Test
  void leavesAValueThatWasCutOut() {
    assertThat(ZoneLine.read("DMA free:128kB min:51").orElseThrow().kilobytes())
        .isEqualTo(Map.of("free", 128L));
  }

  @Test
  void readsTheReserve() {
    assertThat(ZoneLine.readReserve("lowmem_reserve[]: 0 227 22")).contains(List.of(0L, 227L, 22L));
    assertThat(ZoneLine.readReserve("lowmem_reserve[]:")).contains(List.of());
    assertThat(ZoneLine.readReserve("DMA free:1kB")).isEmpty();
  }

  @Test
  void readsABuddyListWithAndWithoutMigrateTypes() {
    BuddyList list =
        BuddyLine.read("Node 0 DMA32: 6609*4kB (UME) 8*8kB (U) 0*16kB = 26500kB").orElseThrow();

    assertThat(list.blocks().get(0)).isEqualTo(new BuddyList.Blocks(6609, 4, "UME"));
    assertThat(list.blocks().get(2)).isEqualTo(new BuddyList.Blocks(0, 16, ""));
    assertThat(list.totalKb()).isEqualTo(26500);
    assertThat(list.kbInBlocksOf(8)).isEqualTo(64);
  }

  @Test
  void addsABuddyListUpWhereItsSumWasCut() {
    assertThat(BuddyLine.read("DMA: 3*4kB 4*8kB 1*1").orElseThrow().totalKb()).isEqualTo(44);
  }

  @ParameterizedTest
  @CsvSource({
    "6729 total pagecache pages,    pagecache,  6729",
    "0 pages in swap cache,         swap cache, 0",
    "Free swap  = 12kB,             free swap,  12",
    "Free swap:       12kB,         free swap,  12",
    "Total swap = 1951888kB,        total swap, 1951888",
    "73598 pages RAM,               ram,        73598",
    "524224 pages of RAM,           ram,        524224",
    "0 pages HighMem/MovableOnly,   highmem,    0",
    "11223 reserved pages,          reserved,   11223",
    "4 pages cma reserved,          cma reserved, 4",
  })
  void readsTotals(String line, String name, long value) {
    assertThat(TotalLine.read(line)).contains(new TotalLine(name, value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Node 0 active_anon:57888kB inactive_anon:0kB",
        "Node 0 hugepages_total=0 hugepages_free=0",
        "Node 0 DMA per-cpu:",
        "CPU    0: Hot: hi:    0, btch:   1 usd:   0",
        "",
      })
  void leavesOtherLinesAlone(String line) {
    assertThat(ZoneLine.read(line)).isEmpty();
    assertThat(BuddyLine.read(line)).isEmpty();
    assertThat(TotalLine.read(line)).isEmpty();
    assertThat(CounterLine.read(line)).isEmpty();
  }
}

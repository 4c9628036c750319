package dev.oopsight.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.oopsight.assembly.Boots;
import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.config.SectionVersion;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RecordFiller;
import dev.oopsight.incident.Tally;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.KernelLine;
import dev.oopsight.trace.Detail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class StoredFormatTest {

  private static final RecordFiller FULL = RecordFiller.full(Detail.AllocationFailure.class);
  private static final RecordFiller BARE = RecordFiller.bare(Detail.None.class);

  @Test
  void bringsBackWhatItKept() {
    bringsBack(
        StoredFormat.KERNEL_LINES,
        List.of(FULL.make(KernelLine.class), BARE.make(KernelLine.class)));
    bringsBack(StoredFormat.KERNEL_LINES, List.of());
    for (RecordFiller filler : List.of(FULL, BARE)) {
      bringsBack(StoredFormat.CONFIG_SNAPSHOT, filler.make(ConfigSnapshot.class));
      bringsBack(StoredFormat.SECTION_VERSION, filler.make(SectionVersion.class));
      bringsBack(StoredFormat.TALLY, filler.make(Tally.class));
      bringsBack(StoredFormat.APPEARANCE, filler.make(Appearance.class));
      bringsBack(StoredFormat.BOOTS, filler.make(Boots.class));
      bringsBack(StoredFormat.KERNEL_INCIDENT, filler.make(KernelIncident.class));
    }
  }

  @Test
  void keepsTheOrderInWhichTheKernelPrintedItsCounters() {
    KernelIncident incident = FULL.make(KernelIncident.class);

    KernelIncident read =
        StoredFormat.KERNEL_INCIDENT.decode(StoredFormat.KERNEL_INCIDENT.encode(incident));

    assertThat(read).hasToString(incident.toString());
  }

  @Test
  void numbersItsFormatByTheNewestPastSchema() {
    assertThat(StoredFormat.KERNEL_LINES.encode(List.of())).startsWith(newest("KernelLines"));
    assertThat(StoredFormat.CONFIG_SNAPSHOT.encode(BARE.make(ConfigSnapshot.class)))
        .startsWith(newest("ConfigSnapshot"));
    assertThat(StoredFormat.SECTION_VERSION.encode(BARE.make(SectionVersion.class)))
        .startsWith(newest("SectionVersion"));
    assertThat(StoredFormat.KERNEL_INCIDENT.encode(BARE.make(KernelIncident.class)))
        .startsWith(newest("KernelIncident"));
  }

  @Test
  void writesOnceWhatNeighbouringLinesShare() {
    KernelLine line = FULL.make(KernelLine.class);
    byte[] one = StoredFormat.KERNEL_LINES.encode(List.of(line));
    byte[] two = StoredFormat.KERNEL_LINES.encode(List.of(line, line));

    int shared = line.source().format().length() + line.bootId().orElseThrow().length();
    assertThat(two.length - one.length).isLessThan(one.length - shared);
  }

  @Test
  void namesAFormatThatOnlyALaterReleaseKnows() {
    byte[] bytes = StoredFormat.KERNEL_INCIDENT.encode(BARE.make(KernelIncident.class));
    bytes[0] = 77;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredFormat.KERNEL_INCIDENT.decode(bytes))
        .withMessageContaining("format 77")
        .withMessageContaining("run the release that wrote it");
  }

  @Test
  void refusesBytesCutAnywhere() {
    byte[] bytes = StoredFormat.KERNEL_LINES.encode(List.of(FULL.make(KernelLine.class)));

    for (int end = 0; end < bytes.length; end++) {
      byte[] cut = Arrays.copyOf(bytes, end);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> StoredFormat.KERNEL_LINES.decode(cut))
          .withMessageContaining("KernelLines");
    }
  }

  @Property
  void keepsEveryMomentThatALineCanCarry(
      @ForAll @LongRange(min = -1L << 60, max = 1L << 60) long micros) {
    Instant moment = Micros.read(micros);
    KernelLine line =
        BARE.make(KernelLine.class).at(new EventTime(moment, EventTime.Quality.JOURNAL));

    assertThat(Micros.of(moment)).isEqualTo(micros);
    bringsBack(StoredFormat.KERNEL_LINES, List.of(line));
  }

  @Test
  void setsMomentsBeyondReachToTheNearest() {
    assertThat(Micros.of(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
    assertThat(Micros.of(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
    assertThat(Micros.fit(Instant.ofEpochSecond(1, 1_999)))
        .isEqualTo(Instant.ofEpochSecond(1, 1_000));
  }

  @Test
  void servesManyThreads() throws Exception {
    KernelIncident incident = FULL.make(KernelIncident.class);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<KernelIncident> roundTrip =
          () -> StoredFormat.KERNEL_INCIDENT.decode(StoredFormat.KERNEL_INCIDENT.encode(incident));
      List<Future<KernelIncident>> read =
          threads.invokeAll(IntStream.range(0, 200).mapToObj(i -> roundTrip).toList());
      for (Future<KernelIncident> one : read) assertThat(one.get()).isEqualTo(incident);
    } finally {
      threads.shutdownNow();
    }
  }

  private static int newest(String type) {
    int version = 0;
    while (Files.exists(Path.of("schemas/past", type, version + 1 + ".avsc"))) version++;
    return version;
  }

  private static <T> void bringsBack(StoredFormat<T> format, T value) {
    assertThat(format.decode(format.encode(value))).isEqualTo(value);
  }
}

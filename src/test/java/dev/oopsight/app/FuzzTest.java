package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.cases.DamagedLog;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.siem.SiemFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a log holds, it is read to its end, and what was found in it can be told in every form.
 */
class FuzzTest {

  private static final long SEED = 1991;
  private static final int FEW = 300;
  private static final Duration LONG = Duration.ofSeconds(Long.getLong("fuzz.seconds", 600));

  /** Where a log takes so many times longer for each byte than most, something is not linear. */
  private static final double TOO_SLOW = 60;

  private static final int LARGE = 16 << 10;
  private static final int SAMPLES = 2_000;

  private final Wiring parts = new Wiring();
  private final Offline offline = parts.offline(List.of());

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void readsDamagedLogsToTheirEnd() throws IOException {
    DamagedLog damaged = new DamagedLog(SEED);
    int found = 0;
    for (int i = 0; i < FEW; i++) found += read(damaged.next());

    assertThat(found).as("incidents in logs that are damaged").isGreaterThan(FEW / 2);
  }

  @Test
  @Tag("soak")
  @Timeout(value = 3, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void readsDamagedLogsToTheirEndForLong() throws IOException {
    long seed = System.nanoTime();
    DamagedLog damaged = new DamagedLog(seed);
    long end = System.nanoTime() + LONG.toNanos();
    List<Double> rates = new ArrayList<>();
    long logs = 0;
    long bytes = 0;
    long found = 0;
    double median = Double.NaN;
    double worst = 0;
    for (; System.nanoTime() < end; logs++) {
      byte[] log = damaged.next();
      long begin = System.nanoTime();
      found += read(log);
      double rate = (System.nanoTime() - begin) / (double) log.length;
      bytes += log.length;
      if (log.length < LARGE) continue;
      if (rates.size() < SAMPLES) {
        rates.add(rate);
        if (rates.size() == SAMPLES) median = median(rates);
        continue;
      }
      worst = Math.max(worst, rate / median);
      if (rate > TOO_SLOW * median) holdAgainst(log, median, seed);
    }
    assertThat(rates).as("logs that are large enough to be timed").hasSize(SAMPLES);
    System.out.printf(
        "fuzz: %d logs, %d bytes, %d incidents; the slowest took %.1f times the median of a byte%n",
        logs, bytes, found, worst);
  }

  private static double median(List<Double> rates) {
    double[] sorted = rates.stream().mapToDouble(r -> r).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Once may be the machine; three times is the log. */
  private void holdAgainst(byte[] log, double median, long seed) throws IOException {
    double[] again = new double[3];
    for (int i = 0; i < again.length; i++) {
      long begin = System.nanoTime();
      read(log);
      again[i] = (System.nanoTime() - begin) / (double) log.length;
    }
    double least = Arrays.stream(again).min().orElseThrow();
    if (least <= TOO_SLOW * median) return;
    Path kept = Files.write(Path.of("target/slow-log-" + seed), log);
    fail("%s takes %.0f times as long a byte as most", kept, least / median);
  }

  /** Reads a log, tells what it found in every form, and answers how many incidents it found. */
  private int read(byte[] log) throws IOException {
    List<KernelIncident> incidents = new ArrayList<>();
    try {
      offline.explain(
          new Offline.Log(
              new ByteArrayInputStream(log),
              Instant.EPOCH,
              Optional.of(new HostId("web1")),
              List.of(),
              true),
          explained -> ExplainJson.line("log", explained),
          incidents::add);
      for (KernelIncident incident : incidents) {
        assertThat(parts.text(incident)).isNotBlank();
        for (SiemFormat format : SiemFormat.values()) {
          assertThat(format.encode(incident)).isNotBlank().doesNotContain("\n");
        }
        byte[] stored = StoredFormat.KERNEL_INCIDENT.encode(incident);
        assertThat(StoredFormat.KERNEL_INCIDENT.decode(stored)).isEqualTo(incident);
      }
    } catch (RuntimeException | AssertionError e) {
      Path kept = Files.write(Path.of("target/damaged-log"), log);
      throw new AssertionError("see " + kept, e);
    }
    return incidents.size();
  }
}

package dev.oopsight.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.embedded.SampleRecord.Input;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleFleetTest {

  private static final Instant SEED = Instant.parse("2009-06-25T03:12:01Z");

  private final List<SampleRecord> records = SampleFleet.records();

  @Test
  void tellsItsStoryInOrderAndInThePast() {
    assertThat(records).isSortedAccordingTo((a, b) -> a.timestamp().compareTo(b.timestamp()));
    assertThat(records.get(records.size() - 1).timestamp())
        .isBefore(Instant.parse("2025-01-01T00:00:00Z"));
    assertThat(records).allSatisfy(r -> assertThat(r.value()).isNotEmpty());
  }

  @Test
  void namesAHostForEveryRecordOfConfig() {
    assertThat(records.stream().filter(r -> r.input() == Input.CONFIGS))
        .hasSizeGreaterThan(10)
        .allSatisfy(r -> assertThat(SampleFleet.hosts()).contains(r.headers().get("host-id")));
  }

  @Test
  void holdsTheSeedsTraceWholeAndClean() {
    List<String> lines = linesOf("web1", SEED, Duration.ofSeconds(1));

    assertThat(lines).hasSize(27).allMatch(l -> l.startsWith("Jun 25 03:12:01 web1 kernel: ["));
    assertThat(lines.get(0))
        .endsWith("[4262686.822339] swapper: page allocation failure. order:1, mode:0x4020");
    assertThat(lines.stream().filter(l -> l.contains(" [<ffffffff8"))).hasSize(23);
    assertThat(lines.get(26)).endsWith("cpu_idle+0x6f/0x96");
  }

  @Test
  void showsTheSeedsConfigBeforeItAndTheChangeAfter() {
    assertThat(newestConfigOf("web1", SEED, "vm.min_free_kbytes"))
        .contains("vm.min_free_kbytes = 11495\n");
    assertThat(newestConfigOf("web1", SEED, "tcp segmentation"))
        .contains("tcp segmentation offload: on\n");
    Instant yearLater = Instant.parse("2010-06-20T12:00:00Z");
    assertThat(newestConfigOf("web1", yearLater, "vm.min_free_kbytes"))
        .contains("vm.min_free_kbytes = 65536\n");
    assertThat(newestConfigOf("web1", yearLater, "tcp segmentation"))
        .contains("tcp segmentation offload: off\n");
  }

  @Test
  void isQuietOnTheSeedsHostForAYearAfterTheChange() {
    Instant change = Instant.parse("2009-06-25T19:45:12Z");

    List<String> after = linesOf("web1", change, Duration.ofDays(366));

    assertThat(after).hasSizeGreaterThan(24).noneMatch(line -> line.contains("failure"));
  }

  @Test
  void stampsSyslogLinesWithTheTimeOfTheirRecord() {
    DateTimeFormatter stamp = DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ROOT);

    assertThat(syslog())
        .allSatisfy(
            r -> {
              LocalDateTime at = LocalDateTime.ofInstant(r.timestamp(), ZoneOffset.UTC);
              assertThat(text(r)).startsWith(stamp.format(at));
            });
  }

  @Test
  void shipsWholeJsonOfTheJournal() throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<String> entries = linesOf("batch1", Instant.EPOCH, Duration.ofDays(36_500));
    long before = 0;
    for (String entry : entries) {
      JsonNode read = json.readTree(entry);
      assertThat(read.path("_HOSTNAME").asText()).isEqualTo("batch1");
      long at = read.path("__MONOTONIC_TIMESTAMP").asLong();
      assertThat(at).as(entry).isGreaterThan(before);
      before = at;
    }
  }

  @Test
  void countsKmsgRecordsWithoutAGap() {
    List<Long> sequence =
        records.stream()
            .filter(r -> r.key().filter("db1"::equals).isPresent())
            .map(r -> Long.parseLong(text(r).split(",", 3)[1]))
            .toList();

    assertThat(sequence).hasSizeGreaterThan(50);
    for (int i = 1; i < sequence.size(); i++) {
      assertThat(sequence.get(i)).isEqualTo(sequence.get(i - 1) + 1);
    }
  }

  @Test
  void holdsOneRecordThatIsNoText() {
    assertThat(
            records.stream()
                .filter(r -> !new String(r.value(), UTF_8).matches("[\\P{Cntrl}\\s]*+")))
        .hasSize(1);
  }

  private Stream<SampleRecord> syslog() {
    return records.stream().filter(r -> text(r).startsWith("Jun ") || text(r).startsWith("Nov "));
  }

  private List<String> linesOf(String host, Instant from, Duration length) {
    return records.stream()
        .filter(r -> r.input() == Input.LOGS)
        .filter(r -> !r.timestamp().isBefore(from) && r.timestamp().isBefore(from.plus(length)))
        .map(SampleFleetTest::text)
        .filter(text -> text.contains(host))
        .toList();
  }

  private String newestConfigOf(String host, Instant until, String holding) {
    return records.stream()
        .filter(r -> r.input() == Input.CONFIGS && host.equals(r.headers().get("host-id")))
        .filter(r -> !r.timestamp().isAfter(until) && text(r).contains(holding))
        .reduce((earlier, later) -> later)
        .map(SampleFleetTest::text)
        .orElseThrow();
  }

  private static String text(SampleRecord record) {
    return new String(record.value(), UTF_8);
  }
}

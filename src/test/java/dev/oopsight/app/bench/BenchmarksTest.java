package dev.oopsight.app.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class BenchmarksTest {

  @Test
  void everyRowHasANameOfItsOwnAndIsDocumented() throws IOException {
    String page = Files.readString(Path.of("docs/bench.md"));
    List<String> rows =
        Benchmarks.ALL.stream().flatMap(b -> b.rows().stream()).map(Row::name).toList();

    assertThat(rows)
        .doesNotHaveDuplicates()
        .allSatisfy(row -> assertThat(page).contains("| `" + row + "` |"));
  }

  @Test
  void aNameAsksForAGroupOrForARow() {
    assertThat(Benchmarks.of(List.of("explain")).flatMap(b -> b.rows().stream()).map(Row::name))
        .containsExactly("explain", "explain-short");
    assertThat(Benchmarks.of(List.of("explain-short"))).hasSize(1);
    assertThat(Benchmarks.of(List.of())).containsExactlyElementsOf(Benchmarks.ALL);
  }

  @Test
  void anUnknownNameIsWrongUsage() {
    assertThat(new CommandLine(new BenchCommand()).execute("pars")).isEqualTo(2);
    assertThat(new CommandLine(new BenchCommand()).execute("--rounds", "0")).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Content.class)
  void aTopicHasTheLinesThatWereAsked(Content content) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    content.records(1_001, 7, records::add);

    long lines =
        records.stream().mapToLong(r -> new String(r.value(), UTF_8).lines().count()).sum();
    assertThat(lines).isEqualTo(1_001);
    assertThat(records).hasSize(content == Content.PACKED ? 6 : 1_001);
    assertThat(records).allMatch(r -> (r.key() == null) == (content == Content.UNKEYED));
  }

  @Test
  void aKeyedLineIsAboutAsLongAsRealOnesAre() {
    List<Integer> lengths = new ArrayList<>();
    Content.KEYED.records(10_000, 7, r -> lengths.add(r.value().length));

    assertThat(lengths.stream().mapToInt(n -> n).average().orElseThrow()).isBetween(95.0, 115.0);
  }
}

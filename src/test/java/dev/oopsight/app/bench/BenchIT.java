package dev.oopsight.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** That it runs; what it measures is nobody's test. */
class BenchIT {

  @TempDir private Path directory;

  @Test
  void measuresRowsOneAfterAnotherAndWritesThem() throws IOException {
    Path json = directory.resolve("rows");
    StringWriter out = new StringWriter();
    CommandLine bench = new CommandLine(new BenchCommand()).setOut(new PrintWriter(out));

    int exitCode = bench.execute("--quick", "--json", json.toString(), "diagnose", "parse");

    assertThat(exitCode).isZero();
    assertThat(out.toString().lines())
        .map(line -> line.split(" ", 2)[0])
        .containsExactly("row", "parse", "parse-traces", "diagnose", "diagnose-rule");
    List<String> rows = Files.readAllLines(json);
    assertThat(rows).hasSize(4).noneMatch(row -> row.contains("\"value\":null"));
  }
}

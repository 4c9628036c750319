package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.assembly.AssemblyBounds;
import dev.oopsight.assembly.TraceAssembler;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import dev.oopsight.log.Lines;
import dev.oopsight.trace.IncidentClass;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/kinds.md} tells what is read, wording by wording. */
class KindsPageTest {

  private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\| `(.+)` \\| \\S.* \\|");

  private static final String NEWLINE = " \u21B5 ";
  private static final String SAYS = "monitor: it printed \"";

  /** A line of that page, with the class under whose heading it stands. */
  record Told(IncidentClass under, Kind kind, String message) {}

  static Stream<Told> rows() throws IOException {
    List<Told> rows = new ArrayList<>();
    IncidentClass under = IncidentClass.FAULT;
    for (String line : Files.readAllLines(Path.of("docs/kinds.md"))) {
      if (line.equals("## Notices")) under = IncidentClass.NOTICE;
      Matcher row = ROW.matcher(line);
      if (!row.matches()) continue;
      rows.add(
          new Told(
              under, Kind.ofId(row.group(1)).orElseThrow(), row.group(2).replace('\u00A6', '|')));
    }
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyMessageThereIsReadAsItsKind(Told told) {
    assertThat(assembled(told.message())).map(KernelTrace::kind).containsExactly(told.kind());
    assertThat(told.kind().incidentClass()).isEqualTo(told.under());
  }

  @Test
  void everyKindIsThere() throws IOException {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    rows().forEach(told -> kinds.add(told.kind()));

    kinds.add(Kind.SILENT_HOST);
    assertThat(kinds).containsExactly(Kind.values());
    assertThat(Files.readString(Path.of("docs/kinds.md"))).contains("`silent_host` is in no line");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aMessageThatIsQuotedIsNone(Told told) {
    String quoted = told.message().replace(NEWLINE, NEWLINE + SAYS);
    assertThat(assembled(SAYS + quoted)).isEmpty();
  }

  /** What comes of a log of those lines alone. */
  private static List<KernelTrace> assembled(String message) {
    TraceAssembler assembler = new TraceAssembler(new LineShapes(), AssemblyBounds.DEFAULT);
    List<KernelTrace> traces = new ArrayList<>();
    TraceParser parser = new TraceParser();
    HostId host = new HostId("web1");
    BootKey boot = new BootKey("boot");
    long micros = 1_000_000;
    for (String line : message.split(NEWLINE)) {
      assembler
          .add(host, boot, Lines.at(micros++, line), Instant.EPOCH)
          .finished()
          .forEach(text -> parser.parse(text).ifPresent(traces::add));
    }
    assembler.end().finished().forEach(text -> parser.parse(text).ifPresent(traces::add));
    return traces;
  }
}

package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.assembly.Shape;
import dev.oopsight.cases.CaseFile;
import dev.oopsight.trace.KernelTrace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every case with a TRACE section says, and laws over all of them. */
class TraceCasesTest {

  private final TraceParser parser = new TraceParser();
  private final LineShapes shapes = new LineShapes();

  static Stream<CaseFile> cases() {
    return CaseFile.all().stream().filter(c -> !c.section("TRACE").isEmpty());
  }

  @Test
  void thereAreCases() {
    assertThat(cases()).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsWhatTheCaseSays(CaseFile c) {
    c.expect(
        "TRACE", parser.parse(TraceTexts.of(c.log())).map(TraceSummary::of).orElse("no trace\n"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void passesEveryLineThatHasAShape(CaseFile c) {
    for (String message : TraceTexts.messages(c.log())) {
      if (shapes.of(message) == Shape.OTHER) continue;
      byte[] bytes = ("<4>" + message + "\n").getBytes(StandardCharsets.UTF_8);
      assertThat(shapes.matters(bytes, 3, bytes.length - 1)).as(message).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void namesTheSameKindHoweverManyLinesAreLost(CaseFile c) {
    List<String> messages = TraceTexts.messages(c.log());
    KernelTrace whole = parser.parse(TraceTexts.of(messages)).orElseThrow();
    int header = headerIndex(messages, whole);
    for (int lines = 1; lines <= messages.size(); lines++) {
      Optional<KernelTrace> cut = parser.parse(TraceTexts.of(messages.subList(0, lines)));
      if (lines > header) {
        assertThat(cut).as("%d lines", lines).map(KernelTrace::kind).contains(whole.kind());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void namesTheSameKindWhereverTheLastLineIsCut(CaseFile c) {
    List<String> messages = TraceTexts.messages(c.log());
    KernelTrace whole = parser.parse(TraceTexts.of(messages)).orElseThrow();
    int header = headerIndex(messages, whole);
    for (int last = header + 1; last < messages.size(); last += 3) {
      for (int chars = 0; chars <= messages.get(last).length(); chars += 1 + chars / 40) {
        List<String> cut =
            Stream.concat(
                    messages.subList(0, last).stream(),
                    Stream.of(messages.get(last).substring(0, chars)))
                .toList();
        assertThat(parser.parse(TraceTexts.of(cut)))
            .as("%d lines and %d characters", last, chars)
            .map(KernelTrace::kind)
            .contains(whole.kind());
      }
    }
  }

  /** Where the line stands that settles the kind: the header, or what makes it exact. */
  private int headerIndex(List<String> messages, KernelTrace whole) {
    for (int i = 0; i < messages.size(); i++) {
      Optional<KernelTrace> trace = parser.parse(TraceTexts.of(messages.subList(0, i + 1)));
      if (trace.map(KernelTrace::kind).equals(Optional.of(whole.kind()))) return i;
    }
    throw new AssertionError("no header");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsThroughMultiplicationSigns(CaseFile c) {
    String damaged = c.log().replace("0x", "0\u00D7");
    if (damaged.equals(c.log())) return;
    KernelTrace clean = parser.parse(TraceTexts.of(c.log().replace('\u00D7', 'x'))).orElseThrow();
    KernelTrace read = parser.parse(TraceTexts.of(damaged)).orElseThrow();
    assertThat(read.frames()).isEqualTo(clean.frames());
    assertThat(read.title()).isEqualTo(clean.title());
    assertThat(read.detail()).isEqualTo(clean.detail());
    for (String message : TraceTexts.messages(damaged)) {
      byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
      if (shapes.of(message) != Shape.OTHER) {
        assertThat(shapes.matters(bytes, 0, bytes.length)).as(message).isTrue();
      }
    }
  }
}

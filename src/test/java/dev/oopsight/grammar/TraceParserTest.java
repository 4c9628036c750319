package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.cases.CaseFile;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParserTest {

  private final TraceParser parser = new TraceParser();

  @Test
  void findsWhatAnExpertFindsInTheSeed() {
    KernelTrace seed = read(CaseFile.named("page-allocation/seed").log());

    assertThat(seed.frames()).hasSize(23);
    assertThat(seed.frames().get(0).symbol()).isEqualTo("__alloc_pages");
    assertThat(seed.frames().get(22).symbol()).isEqualTo("cpu_idle");
    assertThat(seed.guilty()).map(Frame::symbol).contains("tg3_alloc_rx_skb");
    assertThat(seed.defects())
        .containsExactlyInAnyOrder(Defect.GLUED_TEXT, Defect.REPLACED_CHARACTERS);
  }

  @Test
  void readsTheSameFromTheSeedWithoutItsDamage() {
    KernelTrace damaged = read(CaseFile.named("page-allocation/seed").log());
    KernelTrace clean = read(CaseFile.named("page-allocation/seed-clean").log());

    assertThat(clean.defects()).isEmpty();
    assertThat(clean.frames()).isEqualTo(damaged.frames());
    assertThat(clean.detail()).isEqualTo(damaged.detail());
    assertThat(clean.header()).isEqualTo(damaged.header());
  }

  @Test
  void saysThatTwoProcessorsPrintedAtOnceWhereNoCallerTellsThemApart() {
    String mixed =
        """
        WARNING: CPU: 1 PID: 1798 at lib/debugobjects.c:287 debug_print_object+0x16a/0x250
        CPU: 0 PID: 26531 Comm: worker Not tainted 4.14.90+ #1
        Call Trace:
         dump_stack+0xb9/0x11b
        CPU: 1 PID: 1798 Comm: kworker/1:2 Not tainted 4.14.90+ #1
        Call Trace:
         debug_print_object+0x16a/0x250
        """;

    assertThat(read(mixed).defects()).containsExactly(Defect.INTERLEAVED);
    assertThat(
            read(mixed.replace(
                    "CPU: 1 PID: 1798 Comm", "NMI backtrace for cpu 1\nCPU: 1 PID: 1798 Comm"))
                .defects())
        .isEmpty();
    assertThat(
            read(mixed.replace(
                    "CPU: 1 PID: 1798 Comm: kworker/1:2", "CPU: 1 PID: 26531 Comm: worker"))
                .defects())
        .isEmpty();
  }

  @Test
  void tellsTheKindOfATraceWithoutItsHeaderByTheFunctionThatReports() {
    String log = CaseFile.named("page-allocation/process-6.12").log();

    KernelTrace trace = read(log.substring(log.indexOf('\n') + 1));

    assertThat(trace.kind()).isEqualTo(Kind.PAGE_ALLOCATION_FAILURE);
    assertThat(trace.defects()).contains(Defect.HEADERLESS);
    assertThat(trace.guilty()).map(Frame::symbol).contains("rx_refill_process");
  }

  @Test
  void saysThatAReportCameWithoutItsFrames() {
    assertThat(read("BUG: kernel NULL pointer dereference, address: 0000000000000008\n").defects())
        .contains(Defect.NO_FRAMES);
  }

  @Test
  void saysThatNamesAndNumberOfAMaskDisagree() {
    assertThat(read("x: page allocation failure: order:0, mode:0x123456(GFP_ATOMIC)\n").defects())
        .contains(Defect.GFP_DISAGREES);
  }

  @Test
  void readsSeveralLinesOfOnePrintk() {
    String log = CaseFile.named("page-allocation/process-6.12").log();
    List<String> messages = TraceTexts.messages(log);

    KernelTrace joined =
        parser.parse(TraceTexts.of(List.of(String.join("\n", messages)))).orElseThrow();

    assertThat(joined).isEqualTo(read(log));
  }

  @Test
  void putsNoTraceIntoTextThatIsNone() {
    assertThat(parser.parse(TraceTexts.of("usb 1-1: new device\nCall Trace:\n f+0x1/0x2\n")))
        .isEmpty();
  }

  @Test
  void namesTheVictimAndNotTheAskerOfTheOomKiller() {
    KernelTrace trace = read(CaseFile.named("oom/memcg-6.12").log());

    assertThat(trace.guilty()).isEmpty();
    assertThat(trace.title()).isEqualTo("memory cgroup out-of-memory kill of Web Content");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "[<",
        "[<ffffffff",
        "f+0x",
        "(",
        "\\",
        " ",
        "a",
        "0x",
        "<IRQ>",
        "GFP_",
        ":",
        "=",
        "9",
        "{",
        "WARNING: ",
        "BUG: ",
        "[ 1.000000] ",
        "DMA free:",
        "1*4kB ",
        "RAX: ",
        "Oops: ",
        "Comm: ",
        "at ",
        "x: ",
        "\u00D7"
      })
  void readsALongHostileLineInLinearTime(String piece) {
    String line = piece.repeat(200_000 / piece.length());
    List<String> messages =
        List.of("x: page allocation failure: order:0, mode:0x20" + line, line, "Mem-Info:", line);

    Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> assertThat(parser.parse(TraceTexts.of(messages))).isPresent());
  }

  @Property(tries = 200)
  void neverThrowsOnArbitraryText(@ForAll List<String> lines) {
    if (!lines.isEmpty()) parser.parse(TraceTexts.of(lines));
  }

  @Property(tries = 60)
  void neverThrowsOnShuffledPiecesOfTraces(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> pieces = new ArrayList<>();
    for (CaseFile c : TraceCasesTest.cases().toList()) {
      for (String message : TraceTexts.messages(c.log())) {
        int from = random.nextInt(message.length() + 1);
        if (random.nextInt(8) == 0)
          pieces.add(message.substring(from) + message.substring(0, from));
      }
    }
    Collections.shuffle(pieces, random);
    parser.parse(TraceTexts.of(pieces));
  }

  private KernelTrace read(String log) {
    return parser.parse(TraceTexts.of(log)).orElseThrow();
  }
}

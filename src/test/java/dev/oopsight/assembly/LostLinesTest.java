package dev.oopsight.assembly;

import static dev.oopsight.log.Lines.aside;
import static dev.oopsight.log.Lines.numbered;
import static dev.oopsight.log.Lines.sent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.TraceText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sequence numbers in these lines are microseconds of kernel time too. */
class LostLinesTest {

  private static final HostId WEB_1 = new HostId("web1");
  private static final BootKey BOOT = new BootKey("boot");
  private static final Instant NOW = Instant.parse("2026-01-05T13:00:00Z");

  private final TraceAssembler assembler =
      new TraceAssembler(new ToyShapes(), AssemblyBounds.DEFAULT);
  private final List<TraceText> finished = new ArrayList<>();

  @Test
  void countsTheNumbersThatNeverCameBetweenTheLinesOfATrace() {
    add(numbered(10, "BUG one"), numbered(11, "frame a"), numbered(15, "frame b"));
    end();

    assertThat(lost()).containsExactly(3L);
  }

  @Test
  void missesNoneBeforeItsFirstAndBehindItsLastLine() {
    add(numbered(10, "frame of nobody"), numbered(15, "BUG one"), numbered(16, "frame a"));
    add(numbered(19, "free text"));
    end();

    assertThat(lost()).containsExactly(0L);
  }

  @Test
  void missesNoLineThatCameAndIsNoneOfTheTraces() {
    add(numbered(10, "BUG one"), numbered(11, "notice link down"), numbered(12, "frame a"));
    end();

    assertThat(lost()).containsExactly(0L, 0L);
  }

  @Test
  void missesNoNumberThatAProcessTook() {
    add(numbered(10, "BUG one"), aside(11), aside(12), numbered(13, "frame a"));
    end();

    assertThat(lost()).containsExactly(0L);
    assertThat(finished.get(0).text()).isEqualTo("BUG one\nframe a");
  }

  @Test
  void missesNothingWhereLinesAreLeftOutBySilence() {
    add(numbered(10, "BUG one"), numbered(50_011, "frame a"));
    end();

    assertThat(lost()).containsExactly(0L);
  }

  @Test
  void letsATraceOutAgainWhenTheLineThatWasMissedComes() {
    add(sent(numbered(10, "BUG one")), sent(numbered(11, "frame a")), sent(numbered(13, "end")));
    fallSilent(NOW.plusSeconds(3));
    add(sent(numbered(12, "eth0: link up")));
    fallSilent(NOW.plusSeconds(6));

    assertThat(lost()).containsExactly(1L, 0L);
  }

  @Test
  void saysNothingOfLinesThatSeveralPartitionsBring() {
    add(sent(numbered(10, "BUG one"), 0), sent(numbered(13, "frame a"), 1));
    fallSilent(NOW.plus(Duration.ofMinutes(20)));

    assertThat(lost()).containsExactly(0L);
  }

  private void fallSilent(Instant clock) {
    finished.addAll(assembler.silent(clock).finished());
  }

  private void add(KernelLine... lines) {
    for (KernelLine line : lines) {
      finished.addAll(assembler.add(WEB_1, BOOT, line, NOW).finished());
    }
  }

  private void end() {
    finished.addAll(assembler.end().finished());
  }

  private List<Long> lost() {
    return finished.stream().map(TraceText::lost).toList();
  }
}

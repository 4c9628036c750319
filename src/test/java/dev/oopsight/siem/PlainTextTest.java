package dev.oopsight.siem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RecordFiller;
import dev.oopsight.incident.SampleIncidents;
import dev.oopsight.trace.Detail;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlainTextTest {

  @Test
  void tellsTheSeedsStory() {
    Golden.expect("seed.txt", PlainText.of(SampleIncidents.seed()));
  }

  @Test
  void tellsWhatIsLackingWhereLittleIsKnown() {
    Golden.expect("null-dereference.txt", PlainText.of(SampleIncidents.nullDereference()));
  }

  @Test
  void tellsWhoWasKilledAndHowMemoryStood() {
    Golden.expect("oom-kill.txt", PlainText.of(SampleIncidents.oomKill()));
  }

  @Test
  void printsWhatPeopleSearchForAsTheKernelWritesIt() {
    assertThat(PlainText.of(SampleIncidents.seed()))
        .contains("page_allocation_failure")
        .contains("__GFP_HIGH|__GFP_COMP (GFP_ATOMIC)")
        .contains("1 = 8 KiB")
        .contains("2.6.24-gentoo-r8_64-08.19.08")
        .contains("23 frames: 21 IRQ, 2 EOI")
        .contains("tg3_alloc_rx_skb+0xc4/0x150   <== guilty");
  }

  @Test
  void partsSeveralIncidentsByEmptyLines() {
    String seed = PlainText.of(SampleIncidents.seed());
    String oops = PlainText.of(SampleIncidents.nullDereference());

    assertThat(PlainText.of(List.of(SampleIncidents.seed(), SampleIncidents.nullDereference())))
        .isEqualTo(seed + "\n\n" + oops);
  }

  @Test
  void keepsToItsColumnsButForWhatMustStayWhole() {
    assertThat(PlainText.of(SampleIncidents.seed()).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Page.WIDTH));
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void leavesNothingInItThatATerminalObeys(KernelIncident incident) {
    assertThat(PlainText.of(incident).codePoints())
        .allSatisfy(
            c ->
                assertThat(c == '\n' || Page.printable(Character.toString(c)).codePointAt(0) == c)
                    .as("U+%04x", c)
                    .isTrue());
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void isTheSameAgain(KernelIncident incident) {
    assertThat(PlainText.of(incident)).isEqualTo(PlainText.of(incident)).endsWith("\n");
  }

  @Test
  void showsControlCharactersInsteadOfSendingThem() {
    assertThat(Page.printable("a\u001b[31m\tb\u202e\u0000"))
        .isEqualTo("a\\u001b[31m b\\u202e\\u0000");
  }

  static List<KernelIncident> incidents() {
    List<KernelIncident> incidents = new ArrayList<>();
    for (Class<? extends Detail> detail : RecordFiller.details()) {
      incidents.add(RecordFiller.bare(detail).make(KernelIncident.class));
      RecordFiller hostile = RecordFiller.full(detail).withText("\u001b[2J\r\u202e\n x\u0085 ");
      incidents.add(hostile.make(KernelIncident.class));
    }
    return incidents;
  }
}

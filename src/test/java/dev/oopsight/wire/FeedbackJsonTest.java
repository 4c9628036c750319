package dev.oopsight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.incident.Feedback;
import dev.oopsight.incident.FeedbackBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FeedbackJsonTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final Feedback.Said ANN =
      new Feedback.Said("ann", NOON, Optional.of("a \"note\""));
  private static final Feedback.Said BOB = new Feedback.Said("bob", NOON, Optional.empty());
  private static final Feedback WHOLE =
      Feedback.NONE
          .withAck(Optional.of(ANN))
          .withMute(Optional.of(new Feedback.Mute(NOON.plusSeconds(60), BOB)))
          .withVerdict(new Feedback.Verdict("rule-a", true, ANN))
          .withVerdict(new Feedback.Verdict("rule-a", false, BOB));

  @Test
  void readsWhatItWrites() {
    assertThat(FeedbackJson.read(FeedbackJson.write(WHOLE), fault -> {})).contains(WHOLE);
    assertThat(FeedbackJson.read("{}", fault -> {})).contains(Feedback.NONE);
  }

  @Test
  void keepsOneVerdictOfARuleAndPerson() {
    Feedback changed = WHOLE.withVerdict(new Feedback.Verdict("rule-a", false, ANN));
    FeedbackBook book = new FeedbackBook();
    book.put(new UUID(0, 1).toString(), changed);
    book.put(new UUID(0, 2).toString(), WHOLE);

    assertThat(changed.verdicts()).hasSize(2);
    assertThat(book.scoreOf("rule-a")).isEqualTo(new FeedbackBook.Score(1, 3));
    assertThat(book.scoreOf("rule-b")).isEqualTo(new FeedbackBook.Score(0, 0));
  }

  @Property
  void throwsForNothing(@ForAll String text) {
    List<String> faults = new ArrayList<>();

    boolean read = FeedbackJson.read(text, faults::add).isPresent();

    assertThat(faults.isEmpty()).isEqualTo(read);
  }

  @Property(tries = 300)
  void throwsForNoFeedbackThatWasDamaged(@ForAll char with, @ForAll byte at) {
    String whole = FeedbackJson.write(WHOLE);
    int where = Math.floorMod(at, whole.length());
    List<String> faults = new ArrayList<>();

    boolean read =
        FeedbackJson.read(
                whole.substring(0, where) + with + whole.substring(where + 1), faults::add)
            .isPresent();

    assertThat(faults.isEmpty()).isEqualTo(read);
  }
}

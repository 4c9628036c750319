package dev.oopsight.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FeedbackBookTest {

  private static final Feedback KNOWN =
      Feedback.NONE.withAck(Optional.of(new Feedback.Said("ann", Instant.EPOCH, Optional.empty())));

  private final FeedbackBook book = new FeedbackBook();

  @Test
  void tellsWhenSomethingIsShownHoweverMuchElseIsSaidMeanwhile() {
    CompletableFuture<Void> shown = book.shown("one", KNOWN);
    for (int i = 0; i < 1_000; i++) book.put("other" + i, KNOWN);
    book.put("one", Feedback.NONE);
    assertThat(shown).isNotDone();

    book.put("one", KNOWN);

    assertThat(shown).isCompleted();
    assertThat(book.shown("one", KNOWN)).isCompleted();
  }

  @Test
  void tellsThatItIsForgotten() {
    book.put("one", KNOWN);
    CompletableFuture<Void> shown = book.shown("one", Feedback.NONE);
    assertThat(shown).isNotDone();

    book.remove("one");

    assertThat(shown).isCompleted();
  }
}

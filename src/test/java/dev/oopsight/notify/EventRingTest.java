package dev.oopsight.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.log.HostId;
import dev.oopsight.query.LiveIncidents.Event;
import dev.oopsight.query.LiveIncidents.Listener;
import dev.oopsight.query.LiveIncidents.Revision;
import dev.oopsight.trace.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventRingTest {

  private static final Positions START = Positions.of("10.20").orElseThrow();

  private final EventRing ring = new EventRing(3, START);

  @Test
  void tellsEachListenerWhatComesAfterIt() {
    ring.add(0, 10, revision("a"));
    Listener listener = ring.listenFromNow(() -> {});
    ring.add(1, 20, revision("b"));
    ring.add(0, 11, revision("c"));

    assertThat(heard(listener)).containsExactly("11.21 b", "12.21 c");
    assertThat(heard(ring.listenFromNow(() -> {}))).isEmpty();
  }

  @Test
  void tellsOneThatIsTooSlowHowManyItMissedAndGoesOn() {
    Listener listener = ring.listenFromNow(() -> {});

    for (int i = 0; i < 5; i++) ring.add(0, 10 + i, revision("r" + i));

    assertThat(heard(listener))
        .containsExactly("12.20 missed 2", "13.20 r2", "14.20 r3", "15.20 r4");
  }

  @Test
  void resumesBehindWhatWasHeardEvenWhereAnotherInstanceReadInAnotherOrder() {
    ring.add(1, 20, revision("b"));
    ring.add(0, 10, revision("a"));
    ring.add(0, 11, revision("c"));
    Positions heardElsewhere = Positions.of("11.20").orElseThrow();

    assertThat(ring.has(heardElsewhere)).isTrue();
    assertThat(heard(ring.listen(heardElsewhere, List.of(), () -> {})))
        .containsExactly("11.21 b", "12.21 c");
  }

  @Test
  void knowsWhatItDoesNotHold() {
    for (int i = 0; i < 4; i++) ring.add(0, 10 + i, revision("r" + i));

    assertThat(ring.has(START)).as("given up").isFalse();
    assertThat(ring.has(Positions.of("11.20").orElseThrow())).isTrue();
    assertThat(ring.has(Positions.of("99.20").orElseThrow())).as("not read yet").isFalse();
  }

  @Test
  void wakesWhoeverWaitsWhenItEnds() throws InterruptedException {
    Listener listener = ring.listenFromNow(() -> {});
    List<Optional<Event>> answers = new ArrayList<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                answers.add(listener.next(Duration.ofMinutes(1)));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waiting.start();

    ring.end();
    waiting.join(10_000);

    assertThat(answers).containsExactly(Optional.empty());
    assertThat(listener.isOver()).isTrue();
  }

  /** Whatever the order of partitions: cut off anywhere, all is heard once, or missed and told. */
  @Property(tries = 300)
  void losesAndDoublesNothingOverAReconnect(
      @ForAll @Size(max = 12) List<@IntRange(max = 2) Integer> partitions,
      @ForAll @IntRange(max = 12) int cut) {
    Positions begin = Positions.of("0.0.0").orElseThrow();
    EventRing roomy = new EventRing(12, begin);
    Listener first = roomy.listenFromNow(() -> {});
    long[] next = new long[3];
    for (int i = 0; i < partitions.size(); i++) {
      int partition = partitions.get(i);
      roomy.add(partition, next[partition]++, revision("r" + i));
    }
    List<String> all = new ArrayList<>();
    String place = begin.toString();
    for (int i = 0; i < Math.min(cut, partitions.size()); i++) {
      Event event = take(first).orElseThrow();
      all.add(event.revision().orElseThrow().row());
      place = event.position();
    }

    Listener second = roomy.listen(Positions.of(place).orElseThrow(), List.of(), () -> {});
    for (Optional<Event> e = take(second); e.isPresent(); e = take(second)) {
      all.add(e.get().revision().orElseThrow().row());
    }

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < partitions.size(); i++) expected.add("r" + i);
    assertThat(all).isEqualTo(expected);
  }

  private static List<String> heard(Listener listener) {
    List<String> heard = new ArrayList<>();
    for (Optional<Event> e = take(listener); e.isPresent(); e = take(listener)) {
      Event event = e.get();
      String what = event.revision().map(Revision::row).orElse("missed " + event.missed());
      heard.add(event.position() + " " + what);
    }
    return heard;
  }

  private static Optional<Event> take(Listener listener) {
    try {
      return listener.next(Duration.ZERO);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Revision revision(String row) {
    return new Revision(new HostId("web1"), Kind.OOM_KILL, true, row);
  }
}

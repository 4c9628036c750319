package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelayTest {

  private static final List<Integer> MANY = IntStream.range(0, 1_000).boxed().toList();

  @Test
  void worksOnAllInTheOrderInWhichItWasHandedOver() {
    List<Integer> done = new ArrayList<>();
    try (Relay<Integer> relay = new Relay<>("test", done::add)) {
      MANY.forEach(relay::put);
      relay.finish();
    }

    assertThat(done).isEqualTo(MANY);
  }

  @Test
  void throwsWhatTheWorkThrewAndWorksOnNothingAfterThat() {
    List<Integer> done = new ArrayList<>();
    try (Relay<Integer> relay = new Relay<>("test", number -> done.add(checked(number)))) {
      assertThatThrownBy(
              () -> {
                MANY.forEach(relay::put);
                relay.finish();
              })
          .hasMessage("500");
    }

    assertThat(done).isEqualTo(MANY.subList(0, 500));
  }

  private static int checked(int number) {
    if (number == 500) throw new IllegalStateException("500");
    return number;
  }
}

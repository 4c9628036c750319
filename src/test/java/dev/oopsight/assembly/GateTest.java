package dev.oopsight.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.log.LineView;
import org.junit.jupiter.api.Test;

class GateTest {

  private final Gate gate = new Gate(new ToyShapes(), AssemblyBounds.DEFAULT);

  @Test
  void letsThroughWhatHasAShapeOrALevel() {
    assertThat(passes(1_000_000, 6, "usb 1-1: new device")).isFalse();
    assertThat(passes(1_000_000, 6, "BUG one")).isTrue();
    assertThat(passes(9_000_000, 4, "a warning of any text")).isTrue();
    assertThat(passes(20_000_000, 5, "a notice of any text")).isFalse();
  }

  @Test
  void holdsBackALineThatOnlyHasAWordOfAShapeInIt() {
    assertThat(passes(1_000_000, 6, "usb 1-1: a BUG by name")).isFalse();
    assertThat(passes(1_000_001, 6, "any text")).isFalse();
  }

  @Test
  void staysOpenForFiftyMillisecondsOfKernelTimeFromTheLastLineThatMatters() {
    assertThat(passes(1_000_000, 6, "BUG one")).isTrue();
    assertThat(passes(1_050_000, 6, "any text")).isTrue();
    assertThat(passes(1_050_001, 6, "any text")).isFalse();
    assertThat(passes(1_050_002, 6, "any text")).isFalse();
  }

  @Test
  void eachLineThatMattersKeepsItOpen() {
    passes(1_000_000, 6, "BUG one");
    passes(1_040_000, 6, "frame a");

    assertThat(passes(1_080_000, 6, "any text")).isTrue();
  }

  @Test
  void staysOpenForEightLinesWhereNoKernelTimeIsPrinted() {
    passes(LineView.UNKNOWN, 6, "BUG one");
    for (int i = 0; i < 8; i++) assertThat(passes(LineView.UNKNOWN, 6, "any text")).isTrue();

    assertThat(passes(LineView.UNKNOWN, 6, "any text")).isFalse();
  }

  @Test
  void isNotHeldOpenByLinesFromLongBefore() {
    passes(90_000_000, 6, "BUG one");

    assertThat(passes(1_000_000, 6, "any text of the next boot")).isFalse();
  }

  @Test
  void opensForTheHostThatSpokeAlone() {
    passes(1_000_000, 6, "BUG one");

    assertThat(gate.passes("web2", view(1_000_000, 6, "any text"))).isFalse();
  }

  @Test
  void forgetsWhatIsClosed() {
    passes(1_000_000, 6, "BUG one");
    assertThat(gate.open()).containsOnlyKeys("web1");

    passes(9_000_000, 6, "any text");
    assertThat(gate.open()).isEmpty();
  }

  private boolean passes(long micros, int level, String text) {
    return gate.passes("web1", view(micros, level, text));
  }

  private static LineView view(long micros, int level, String text) {
    LineView view = new LineView();
    view.clear();
    view.bytes = text.getBytes(UTF_8);
    view.to = view.bytes.length;
    view.level = level;
    view.kernelMicros = micros;
    return view;
  }
}

package dev.oopsight.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Row ROW =
      new Row("parse", Figure.MEGABYTES_PER_SECOND, Must.atLeast(400).and(Must.atLeastTimes(0.5)));

  @Test
  void tellsEachFigureAndWhatItMustBe() {
    assertThat(Report.line(measured(500, 800)))
        .matches(
            "parse +500 MB/s +800 +0[.]63 +2[.]00 +2[.]50 +1[.]25 +holds +≥ 400 MB/s, ≥ 0[.]5 ×");
    assertThat(Report.line(measured(500, 800)).indexOf("≥"))
        .isEqualTo(Report.heading().indexOf("must"));
  }

  @Test
  void missesWhenOneBoundIsMissed() {
    assertThat(Report.line(measured(399, 400))).contains(" misses ");
    assertThat(Report.line(measured(500, 1_100))).contains(" misses ");
  }

  @Test
  void aRowThatFailedIsNoRowThatMisses() {
    assertThat(Report.line(ROW.failed())).contains(" failed ");
    assertThat(Report.json(ROW.failed()))
        .isEqualTo(
            "{\"name\":\"parse\",\"value\":null,\"unit\":\"MB/s\",\"yardstick\":null,"
                + "\"ratio\":null,\"must\":\"≥ 400 MB/s, ≥ 0.5 ×\",\"holds\":false}");
  }

  @Test
  void writesJsonInTheAgreedKeys() {
    assertThat(Report.json(measured(500, 800)))
        .isEqualTo(
            "{\"name\":\"parse\",\"value\":500.0,\"unit\":\"MB/s\",\"yardstick\":800.0,"
                + "\"ratio\":0.625,\"must\":\"≥ 400 MB/s, ≥ 0.5 ×\",\"holds\":true}");
  }

  @Test
  void cpuThatTheSystemDoesNotTellHoldsNothing() {
    Row cpu = new Row("keyed-cpu", Figure.CPU_PER_MILLION_LINES, Must.atMostTimes(1.5));
    Sample unknown = new Sample(1_000, 1, Double.NaN);

    Row.Result result = cpu.of(List.of(new Rounds.Pair(unknown, Optional.of(unknown))));

    assertThat(result.holds()).isFalse();
  }

  private static Row.Result measured(double megabytes, double ofYardstick) {
    return ROW.of(
        List.of(
            new Rounds.Pair(
                new Sample(megabytes * 2e6, 2, 2.5),
                Optional.of(new Sample(ofYardstick * 2e6, 2, 1.25)))));
  }
}

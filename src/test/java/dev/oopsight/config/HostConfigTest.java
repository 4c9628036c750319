package dev.oopsight.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.HostConfig.Interval;
import dev.oopsight.log.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HostConfigTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final HostConfig config = new HostConfig(new HeapHistory());

  @Test
  void answersWithTheVersionInForceNotTheNewest() {
    full(NOON, Map.of("sysctl:a", "1"));
    full(NOON.plus(MINUTE), Map.of("sysctl:a", "2"));

    assertThat(config.asOf(NOON.plusSeconds(59)).value("sysctl:a")).contains("1");
    assertThat(config.asOf(NOON.plus(MINUTE)).value("sysctl:a")).contains("2");
  }

  @Test
  void knowsNothingBeforeTheFirstSnapshot() {
    full(NOON, Map.of("sysctl:a", "1"));

    assertThat(config.asOf(NOON.minusMillis(1))).isEqualTo(ConfigView.EMPTY);
  }

  @Test
  void aFullSectionDeletesWhatItDoesNotName() {
    full(NOON, Map.of("sysctl:a", "1", "sysctl:b", "1"));
    full(NOON.plus(MINUTE), Map.of("sysctl:a", "1"));

    assertThat(config.asOf(NOON.plus(MINUTE)).value("sysctl:b")).isEmpty();
    assertThat(config.asOf(NOON).value("sysctl:b")).contains("1");
  }

  @Test
  void tellsWhatChangedBeforeAMomentNewestFirst() {
    full(NOON, Map.of("sysctl:a", "1", "sysctl:b", "1"));
    full(NOON.plus(MINUTE), Map.of("sysctl:a", "1", "sysctl:b", "1"));
    full(NOON.plus(MINUTE.multipliedBy(2)), Map.of("sysctl:a", "2", "sysctl:c", "1"));
    full(NOON.plus(MINUTE.multipliedBy(9)), Map.of("sysctl:a", "3", "sysctl:c", "1"));

    assertThat(config.changesBefore(NOON.plus(MINUTE.multipliedBy(10)), Duration.ofDays(7)))
        .containsExactly(
            change("a", "2", "3", 2, 9),
            change("a", "1", "2", 1, 2),
            change("b", "1", null, 1, 2),
            change("c", null, "1", 1, 2));
    assertThat(config.changesBefore(NOON.plus(MINUTE.multipliedBy(10)), MINUTE.multipliedBy(2)))
        .as("only the last two minutes")
        .containsExactly(change("a", "2", "3", 2, 9));
    assertThat(config.changesBefore(NOON.plus(MINUTE.multipliedBy(8)), Duration.ofDays(7)))
        .as("nothing of later")
        .extracting(SettingChange::firstAfter)
        .containsOnly(NOON.plus(MINUTE.multipliedBy(2)));
  }

  @Test
  void takesAKeyThatIsSeenForTheFirstTimeForNoChange() {
    partial(NOON, Map.of("sysctl:a", "1"));
    partial(NOON.plus(MINUTE), Map.of("sysctl:b", "1"));

    assertThat(config.changesBefore(NOON.plus(MINUTE), Duration.ofDays(7))).isEmpty();
  }

  private static SettingChange change(
      String key, String before, String after, int lastBefore, int firstAfter) {
    return new SettingChange(
        "sysctl:" + key,
        Optional.ofNullable(before),
        Optional.ofNullable(after),
        NOON.plus(MINUTE.multipliedBy(lastBefore)),
        NOON.plus(MINUTE.multipliedBy(firstAfter)));
  }

  @Test
  void aPartialSectionDeletesNothing() {
    full(NOON, Map.of("sysctl:a", "1", "sysctl:b", "1"));
    partial(NOON.plus(MINUTE), Map.of("sysctl:a", "2"));

    ConfigView after = config.asOf(NOON.plus(MINUTE));
    assertThat(after.value("sysctl:a")).contains("2");
    assertThat(after.value("sysctl:b")).contains("1");
  }

  @Test
  void aPartialSectionThatComesLateCountsUpToTheNextFullOne() {
    full(NOON, Map.of("sysctl:a", "1", "sysctl:b", "1"));
    partial(NOON.plus(MINUTE.multipliedBy(2)), Map.of("sysctl:b", "2"));
    full(NOON.plus(MINUTE.multipliedBy(3)), Map.of("sysctl:a", "3", "sysctl:b", "2"));

    List<Interval> changed = partial(NOON.plus(MINUTE), Map.of("sysctl:a", "9"));

    assertThat(changed)
        .containsExactly(new Interval(NOON.plus(MINUTE), NOON.plus(MINUTE.multipliedBy(3))));
    assertThat(config.asOf(NOON.plus(MINUTE.multipliedBy(2))).value("sysctl:a")).contains("9");
    assertThat(config.asOf(NOON.plus(MINUTE.multipliedBy(3))).value("sysctl:a")).contains("3");
  }

  @Test
  void whatComesLateBetweenTwoSightingsHoldsOnlyUpToTheSecond() {
    full(NOON, Map.of("sysctl:a", "1"));
    full(NOON.plus(MINUTE.multipliedBy(2)), Map.of("sysctl:a", "1"));

    List<Interval> changed = full(NOON.plus(MINUTE), Map.of("sysctl:a", "9"));

    assertThat(config.asOf(NOON.plus(MINUTE)).value("sysctl:a")).contains("9");
    Setting back = config.asOf(NOON.plus(MINUTE.multipliedBy(2))).setting("sysctl:a").orElseThrow();
    assertThat(back.value()).isEqualTo("1");
    assertThat(back.since()).isEqualTo(NOON.plus(MINUTE.multipliedBy(2)));
    assertThat(changed)
        .as("since when it holds is told otherwise from then on")
        .containsExactly(new Interval(NOON.plus(MINUTE), Instant.MAX));
  }

  @Test
  void aPartialSnapshotThatSaysNothingNewIsRememberedWhenALateOneContradictsIt() {
    full(NOON, Map.of("sysctl:a", "1", "sysctl:b", "1"));
    partial(NOON.plus(MINUTE.multipliedBy(2)), Map.of("sysctl:a", "1"));

    full(NOON.plus(MINUTE), Map.of("sysctl:a", "9", "sysctl:b", "9"));

    ConfigView after = config.asOf(NOON.plus(MINUTE.multipliedBy(2)));
    assertThat(after.value("sysctl:a")).contains("1");
    assertThat(after.value("sysctl:b")).contains("9");
  }

  @Test
  void snapshotsOfOneMomentAddUp() {
    partial(NOON, Map.of("sysctl:a", "1"));
    partial(NOON, Map.of("sysctl:b", "2"));

    assertThat(config.asOf(NOON).settings()).containsOnlyKeys("sysctl:a", "sysctl:b");
  }

  @Test
  void aValueSeenHourlyForAYearCostsNoMoreThanOneOfADay() {
    HeapHistory history = new HeapHistory();
    HostConfig lasting = new HostConfig(history);
    Observation seen = observation(true, Map.of("sysctl:a", "1"));
    Instant end = NOON.plus(Duration.ofDays(365));
    for (Instant at = NOON; at.isBefore(end); at = at.plus(Duration.ofHours(1))) {
      lasting.observe(new ConfigSnapshot(new HostId("web1"), at, List.of(seen)));
    }

    List<SectionVersion> versions = new ArrayList<>();
    history.upTo(Section.SYSCTL, end).forEach(versions::add);
    assertThat(versions).hasSize(1);
    assertThat(history.sightings(versions.get(0)).moments())
        .hasSizeLessThanOrEqualTo(Sightings.MOST)
        .endsWith(end.minus(Duration.ofHours(2)), end.minus(Duration.ofHours(1)));
    Setting summer =
        lasting.asOf(NOON.plus(Duration.ofDays(200))).setting("sysctl:a").orElseThrow();
    assertThat(summer.stale()).isFalse();
    assertThat(summer.confirmedAt()).isAfter(NOON.plus(Duration.ofDays(198)));
  }

  @Test
  void anUnchangedSnapshotChangesNothingButConfirms() {
    full(NOON, Map.of("sysctl:a", "1"));

    List<Interval> changed = full(NOON.plus(Duration.ofHours(20)), Map.of("sysctl:a", "1"));

    assertThat(changed)
        .as("the time for which the value is known")
        .containsExactly(
            new Interval(
                NOON.plus(Duration.ofHours(24)), NOON.plus(Duration.ofHours(44)).plusNanos(1_000)));
    Setting setting =
        config.asOf(NOON.plus(Duration.ofHours(40))).setting("sysctl:a").orElseThrow();
    assertThat(setting.since()).isEqualTo(NOON);
    assertThat(setting.confirmedAt()).isEqualTo(NOON.plus(Duration.ofHours(20)));
    assertThat(setting.stale()).isFalse();
  }

  @Test
  void aValueGoesStaleADayAfterItWasLastConfirmed() {
    full(NOON, Map.of("sysctl:a", "1"));

    assertThat(stale(NOON.plus(HostConfig.KNOWN_FOR))).isFalse();
    assertThat(stale(NOON.plus(HostConfig.KNOWN_FOR).plusMillis(1))).isTrue();
  }

  @Test
  void equalValuesOnBothSidesOfASilenceDoNotFillTheSilence() {
    full(NOON, Map.of("sysctl:a", "1"));
    full(NOON.plus(Duration.ofDays(30)), Map.of("sysctl:a", "1"));

    assertThat(stale(NOON.plus(Duration.ofDays(15)))).isTrue();
    assertThat(stale(NOON.plus(Duration.ofDays(30)))).isFalse();
    assertThat(
            config.asOf(NOON.plus(Duration.ofDays(30))).setting("sysctl:a").orElseThrow().since())
        .isEqualTo(NOON);
  }

  @Test
  void aValueThatWentAndCameBackIsSinceItCameBack() {
    full(NOON, Map.of("sysctl:a", "1"));
    full(NOON.plus(MINUTE), Map.of("sysctl:a", "2"));
    full(NOON.plus(MINUTE.multipliedBy(2)), Map.of("sysctl:a", "1"));

    assertThat(
            config.asOf(NOON.plus(Duration.ofHours(1))).setting("sysctl:a").orElseThrow().since())
        .isEqualTo(NOON.plus(MINUTE.multipliedBy(2)));
  }

  @Test
  void tellsWhatChangedAndWhatElseWithIt() {
    full(NOON, Map.of("sysctl:a", "1", "sysctl:b", "1", "sysctl:c", "1"));
    full(NOON.plus(MINUTE), Map.of("sysctl:a", "1", "sysctl:b", "1", "sysctl:c", "1"));

    List<ConfigChange> changes =
        changes(NOON.plus(MINUTE.multipliedBy(2)), Map.of("sysctl:a", "2", "sysctl:b", "1"));

    assertThat(changes).extracting(ConfigChange::key).containsExactly("sysctl:a", "sysctl:c");
    ConfigChange first = changes.get(0);
    assertThat(first.before()).contains("1");
    assertThat(first.after()).contains("2");
    assertThat(first.lastBefore()).isEqualTo(NOON.plus(MINUTE));
    assertThat(first.firstAfter()).isEqualTo(NOON.plus(MINUTE.multipliedBy(2)));
    assertThat(first.together()).containsExactly("sysctl:c");
    assertThat(changes.get(1).after()).as("it is gone").isEmpty();
  }

  @Test
  void theFirstSightOfAKeyIsNoChange() {
    assertThat(changes(NOON, Map.of("sysctl:a", "1"))).isEmpty();
    partial(NOON.plus(MINUTE), Map.of("sysctl:a", "1"));

    assertThat(changes(NOON.plus(MINUTE.multipliedBy(2)), Map.of("sysctl:a", "1", "sysctl:b", "2")))
        .as("what was not there before is one")
        .extracting(ConfigChange::key)
        .containsExactly("sysctl:b");
  }

  @Test
  void aSnapshotThatComesLateTellsOnlyWhatWasNotToldBefore() {
    full(NOON, Map.of("sysctl:a", "1"));
    full(NOON.plus(MINUTE.multipliedBy(4)), Map.of("sysctl:a", "2"));

    assertThat(changes(NOON.plus(MINUTE), Map.of("sysctl:a", "1"))).isEmpty();
    assertThat(changes(NOON.plus(MINUTE.multipliedBy(3)), Map.of("sysctl:a", "2"))).isEmpty();
    assertThat(changes(NOON.plus(MINUTE.multipliedBy(2)), Map.of("sysctl:a", "9")))
        .extracting(c -> c.before().orElse("") + c.after().orElse(""))
        .containsExactly("19", "92");
  }

  @Test
  void namesFewOfManyThatChangedTogether() {
    TreeMap<String, String> some = new TreeMap<>();
    for (int i = 0; i < 500; i++) some.put("sysctl:" + i, "1");
    full(NOON, some);
    some.replaceAll((key, value) -> "2");

    List<ConfigChange> changes = changes(NOON.plus(MINUTE), some);
    assertThat(changes).hasSize(500);
    assertThat(changes.get(0).together()).hasSize(ConfigChange.MOST_TOGETHER);
    assertThat(changes.get(0).togetherCount()).isEqualTo(499);
  }

  @Test
  void whatReadsOtherwiseEachTimeIsNoSetting() {
    full(NOON, Map.of("sysctl:a", "1", "sysctl:fs.file-nr", "1024\t0\t9"));
    List<Interval> changed =
        full(NOON.plus(MINUTE), Map.of("sysctl:a", "1", "sysctl:fs.file-nr", "1056\t0\t9"));

    assertThat(changed.get(0).from())
        .as("it only goes on")
        .isEqualTo(NOON.plus(Duration.ofDays(1)));
    assertThat(config.asOf(NOON.plus(MINUTE)).settings()).containsOnlyKeys("sysctl:a");
  }

  private List<ConfigChange> changes(Instant at, Map<String, String> values) {
    return config
        .observe(new ConfigSnapshot(new HostId("web1"), at, List.of(observation(true, values))))
        .changes();
  }

  @Test
  void aSnapshotWithoutValuesShowsNoneToHaveBeenThere() {
    full(NOON.plus(MINUTE), Map.of());
    full(NOON.plus(MINUTE.multipliedBy(3)), Map.of("sysctl:a", "1"));

    assertThat(config.firstSeenAfter(NOON, MINUTE.multipliedBy(2))).isEmpty();
    assertThat(config.firstSeenAfter(NOON, MINUTE.multipliedBy(3)))
        .contains(NOON.plus(MINUTE.multipliedBy(3)));
  }

  @Test
  void whatHoldsThroughoutIsNeverStale() {
    config.holdThroughout(List.of(observation(false, Map.of("sysctl:a", "1"))));

    assertThat(stale(NOON.plus(Duration.ofDays(10_000)))).isFalse();
  }

  @Test
  void ofTwoThatHoldThroughoutTheLaterOneCounts() {
    config.holdThroughout(
        List.of(
            observation(true, Map.of("sysctl:a", "1", "sysctl:b", "1")),
            observation(false, Map.of("sysctl:a", "2"))));

    assertThat(config.asOf(NOON).value("sysctl:a")).contains("2");
    assertThat(config.asOf(NOON).value("sysctl:b")).contains("1");
  }

  private boolean stale(Instant at) {
    return config.asOf(at).setting("sysctl:a").orElseThrow().stale();
  }

  private List<Interval> full(Instant at, Map<String, String> values) {
    return observe(at, observation(true, values));
  }

  private List<Interval> partial(Instant at, Map<String, String> values) {
    return observe(at, observation(false, values));
  }

  private List<Interval> observe(Instant at, Observation observation) {
    return config
        .observe(new ConfigSnapshot(new HostId("web1"), at, List.of(observation)))
        .intervals();
  }

  private static Observation observation(boolean full, Map<String, String> values) {
    return new Observation(Section.SYSCTL, full, new TreeMap<>(values));
  }
}

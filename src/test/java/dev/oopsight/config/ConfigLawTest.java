package dev.oopsight.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.HostConfig.Interval;
import dev.oopsight.log.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The order in which snapshots arrive, and how often, does not matter. */
class ConfigLawTest {

  private static final HostId HOST = new HostId("web1");
  private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration STEP = Duration.ofHours(4);

  @Property(tries = 500)
  void theOrderInWhichSnapshotsComeDoesNotMatter(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int moments) {
    Random random = new Random(seed);
    List<ConfigSnapshot> snapshots = snapshots(random, moments);
    List<ConfigSnapshot> shuffled = new ArrayList<>(snapshots);
    shuffled.addAll(snapshots.subList(0, random.nextInt(snapshots.size() + 1)));
    Collections.shuffle(shuffled, random);

    HostConfig inOrder = new HostConfig(new HeapHistory());
    snapshots.stream()
        .sorted(Comparator.comparing(ConfigSnapshot::collectedAt))
        .forEach(inOrder::observe);
    HostConfig scattered = new HostConfig(new HeapHistory());
    shuffled.forEach(scattered::observe);

    for (Instant moment : moments(moments)) {
      assertThat(scattered.asOf(moment)).as("%s", moment).isEqualTo(inOrder.asOf(moment));
    }
  }

  @Property(tries = 500)
  void tellsEveryMomentForWhichASnapshotChangedWhatIsKnown(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int moments) {
    Random random = new Random(seed);
    HostConfig config = new HostConfig(new HeapHistory());
    for (ConfigSnapshot snapshot : snapshots(random, moments)) {
      List<List<Setting>> before = views(config, moments);
      List<Interval> changed = config.observe(snapshot).intervals();
      List<List<Setting>> after = views(config, moments);

      for (int i = 0; i < before.size(); i++) {
        Instant moment = moments(moments).get(i);
        if (changed.stream().anyMatch(interval -> interval.contains(moment))) continue;
        assertThat(Setting.sayTheSame(before.get(i), after.get(i)))
            .as("%s: %s, then %s", moment, before.get(i), after.get(i))
            .isTrue();
      }
    }
  }

  @Property(tries = 500)
  void tellsEveryChangeWhateverTheOrderInWhichSnapshotsCome(@ForAll long seed) {
    Random random = new Random(seed);
    List<ConfigSnapshot> inOrder = new ArrayList<>();
    Set<Instant> taken = new HashSet<>();
    for (ConfigSnapshot snapshot : snapshots(random, 20)) {
      if (taken.add(snapshot.collectedAt())) inOrder.add(snapshot);
    }
    List<ConfigSnapshot> shuffled = new ArrayList<>(inOrder);
    Collections.shuffle(shuffled, random);
    inOrder.sort(Comparator.comparing(ConfigSnapshot::collectedAt));

    assertThat(told(shuffled)).containsAll(told(inOrder));
    assertThat(told(inOrder)).as("each once").doesNotHaveDuplicates();
  }

  @Property(tries = 500)
  void whatChangedBeforeAMomentIsWhatWasToldByThen(@ForAll long seed) {
    Random random = new Random(seed);
    List<ConfigSnapshot> inOrder = new ArrayList<>();
    Set<Instant> taken = new HashSet<>();
    for (ConfigSnapshot snapshot : snapshots(random, 20)) {
      if (taken.add(snapshot.collectedAt())) inOrder.add(snapshot);
    }
    inOrder.sort(Comparator.comparing(ConfigSnapshot::collectedAt));
    HostConfig config = new HostConfig(new HeapHistory());
    List<SettingChange> told = new ArrayList<>();
    for (ConfigSnapshot snapshot : inOrder) {
      config.observe(snapshot).changes().stream().map(ConfigLawTest::essence).forEach(told::add);
    }
    Collections.shuffle(inOrder, random);
    HostConfig scattered = new HostConfig(new HeapHistory());
    inOrder.forEach(scattered::observe);
    Duration within = STEP.multipliedBy(1 + random.nextInt(10));

    for (Instant moment : moments(20)) {
      List<SettingChange> changes = config.changesBefore(moment, within);

      assertThat(changes.stream().map(ConfigLawTest::essence))
          .containsExactlyInAnyOrderElementsOf(
              told.stream()
                  .filter(c -> c.firstAfter().isAfter(moment.minus(within)))
                  .filter(c -> !c.firstAfter().isAfter(moment))
                  .toList());
      assertThat(SettingChange.sayTheSame(changes, scattered.changesBefore(moment, within)))
          .isTrue();
    }
  }

  private static SettingChange essence(ConfigChange c) {
    return new SettingChange(c.key(), c.before(), c.after(), c.firstAfter(), c.firstAfter());
  }

  private static SettingChange essence(SettingChange c) {
    return new SettingChange(c.key(), c.before(), c.after(), c.firstAfter(), c.firstAfter());
  }

  /** Which key changed how, the how-manieth time. */
  private static List<String> told(List<ConfigSnapshot> snapshots) {
    HostConfig config = new HostConfig(new HeapHistory());
    Map<String, Integer> times = new HashMap<>();
    List<String> told = new ArrayList<>();
    for (ConfigSnapshot snapshot : snapshots) {
      for (ConfigChange change : config.observe(snapshot).changes()) {
        String what = change.key() + " " + change.before() + " " + change.after();
        told.add(what + " " + times.merge(what, 1, Integer::sum));
      }
      assertThat(config.observe(snapshot).changes()).as("once").isEmpty();
    }
    return told;
  }

  /** Snapshots of few keys and values in any order, some at one moment, some days apart. */
  private static List<ConfigSnapshot> snapshots(Random random, int moments) {
    List<ConfigSnapshot> snapshots = new ArrayList<>();
    int count = 1 + random.nextInt(14);
    for (int i = 0; i < count; i++) {
      Section section = random.nextInt(3) == 0 ? Section.features("eth0") : Section.SYSCTL;
      boolean full = random.nextBoolean();
      SortedMap<String, String> values = new TreeMap<>();
      for (String key : List.of("a", "b", "c")) {
        if (random.nextInt(3) > 0) values.put(section + ":" + key, "" + random.nextInt(2));
      }
      Instant at = BEGIN.plus(STEP.multipliedBy(random.nextInt(moments)));
      snapshots.add(new ConfigSnapshot(HOST, at, List.of(new Observation(section, full, values))));
    }
    return snapshots;
  }

  private static List<Instant> moments(int moments) {
    List<Instant> all = new ArrayList<>();
    Instant end = BEGIN.plus(STEP.multipliedBy(moments)).plus(Duration.ofHours(30));
    for (Instant at = BEGIN.minus(STEP); at.isBefore(end); at = at.plus(STEP.dividedBy(2))) {
      all.add(at);
    }
    return all;
  }

  private static List<List<Setting>> views(HostConfig config, int moments) {
    return moments(moments).stream()
        .map(moment -> List.copyOf(config.asOf(moment).settings().values()))
        .toList();
  }
}

package dev.oopsight.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.config.HeapHistory;
import dev.oopsight.config.HostConfig;
import dev.oopsight.config.Observation;
import dev.oopsight.config.Section;
import dev.oopsight.log.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

class StoreHistoryTest {

  private static final Instant BEGIN = Instant.parse("1969-12-25T00:00:00Z");

  @Property(tries = 100)
  void knowsWhatAHistoryOnTheHeapKnows(@ForAll long seed) {
    Random random = new Random(seed);
    KeyValueStore<Bytes, byte[]> versions = store("versions");
    KeyValueStore<Bytes, byte[]> confirmed = store("confirmed");
    HostId host = new HostId("web1");
    HostConfig neighbour = of("web10", versions, confirmed);
    HostConfig stored = of(host.value(), versions, confirmed);
    HostConfig heap = new HostConfig(new HeapHistory());
    for (int i = 0; i < 60; i++) {
      ConfigSnapshot snapshot = snapshot(random, host);
      assertThat(stored.observe(snapshot)).isEqualTo(heap.observe(snapshot));
      neighbour.observe(snapshot(random, host));
    }

    for (int hour = 0; hour < 24 * 15; hour += 7) {
      Instant moment = BEGIN.plus(Duration.ofHours(hour));
      assertThat(stored.asOf(moment)).isEqualTo(heap.asOf(moment));
      assertThat(stored.firstSeenAfter(moment, Duration.ofHours(1)))
          .isEqualTo(heap.firstSeenAfter(moment, Duration.ofHours(1)));
    }
  }

  private static ConfigSnapshot snapshot(Random random, HostId host) {
    Section section = new Section(List.of("sysctl", "nic:eth0:feature").get(random.nextInt(2)));
    Map<String, String> values = Map.of(section + ":a", "" + random.nextInt(4));
    Instant at = BEGIN.plus(Duration.ofHours(random.nextInt(24 * 14)));
    return new ConfigSnapshot(
        host, at, List.of(new Observation(section, random.nextBoolean(), new TreeMap<>(values))));
  }

  private static HostConfig of(
      String host, KeyValueStore<Bytes, byte[]> versions, KeyValueStore<Bytes, byte[]> confirmed) {
    return new HostConfig(StoreHistory.toWrite(new HostId(host), versions, confirmed, 1));
  }

  private static KeyValueStore<Bytes, byte[]> store(String name) {
    return org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name).get();
  }
}

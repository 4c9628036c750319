package dev.oopsight.query;

import dev.oopsight.log.HostId;
import dev.oopsight.topology.HostPartitions;
import dev.oopsight.topology.StoreView;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Two instances that share three partitions; none of them lies in this process. */
final class SamplePartitions implements HostPartitions {

  @Override
  public List<Member> members() {
    return List.of(
        new Member(
            Optional.of(new Instance("10.0.0.1", 8080)),
            true,
            new TreeSet<>(Set.of(0, 2)),
            new TreeSet<>(Set.of(1)),
            OptionalLong.of(7)),
        new Member(
            Optional.of(new Instance("10.0.0.2", 8080)),
            false,
            new TreeSet<>(Set.of(1)),
            new TreeSet<>(),
            OptionalLong.empty()));
  }

  @Override
  public int count() {
    return 3;
  }

  @Override
  public Optional<HostId> resolve(HostId name) {
    return Optional.of(name);
  }

  @Override
  public <T> Optional<T> here(int partition, boolean stale, Function<StoreView, T> question) {
    return Optional.empty();
  }

  @Override
  public Optional<Instance> activeElsewhere(int partition) {
    return Optional.empty();
  }

  @Override
  public List<Instance> standbysElsewhere(int partition) {
    return List.of();
  }
}

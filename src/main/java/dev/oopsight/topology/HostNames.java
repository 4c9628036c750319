package dev.oopsight.topology;

import dev.oopsight.log.HostId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * Resolves the names that lines and snapshots give for a host to the one under which it is kept.
 * The table of aliases is global and not synchronised in time: a name counts from when this
 * instance has read it.
 *
 * <p>An alias may stand for another. Where aliases go round in a circle, the first of them by the
 * alphabet is the host, whichever a line names; a value that cannot be a host's name counts for
 * nothing.
 */
final class HostNames {

  private static final int MOST_STEPS = 16;

  private final Function<String, Optional<String>> aliases;

  /** Of the table as it is written. */
  HostNames(ProcessingContext context) {
    ReadOnlyKeyValueStore<String, ValueAndTimestamp<String>> table =
        context.getStateStore(Stores.ALIASES);
    aliases = alias -> Optional.ofNullable(ValueAndTimestamp.getValueOrNull(table.get(alias)));
  }

  /** Of the table as it is asked from outside. */
  HostNames(ReadOnlyKeyValueStore<String, String> table) {
    aliases = alias -> Optional.ofNullable(table.get(alias));
  }

  /** The host of that name, which the reader has made sure can be one. */
  HostId resolve(String name) {
    Optional<String> next = named(name);
    return next.isEmpty() ? new HostId(name) : follow(name, next);
  }

  private HostId follow(String name, Optional<String> first) {
    List<String> way = new ArrayList<>(List.of(name));
    Optional<String> next = first;
    while (next.isPresent() && way.size() <= MOST_STEPS) {
      int before = way.indexOf(next.get());
      if (before >= 0) return new HostId(Collections.min(way.subList(before, way.size())));
      way.add(next.get());
      next = named(next.get());
    }
    return new HostId(way.get(way.size() - 1));
  }

  private Optional<String> named(String alias) {
    return aliases.apply(alias).filter(value -> HostId.of(value).isPresent());
  }
}

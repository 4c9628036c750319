package dev.oopsight.topology;

import dev.oopsight.log.HostId;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * Resolves the names that lines and snapshots give for a host to the one under which it is kept.
 * The table of aliases is global and not synchronised in time: a name counts from when this
 * instance has read it.
 */
final class HostNames {

  private final ReadOnlyKeyValueStore<String, ValueAndTimestamp<String>> aliases;

  HostNames(ProcessingContext context) {
    aliases = context.getStateStore(Stores.ALIASES);
  }

  /** The host of that name, which the reader has made sure can be one. */
  HostId resolve(String name) {
    ValueAndTimestamp<String> host = aliases.get(name);
    if (host == null || host.value() == null) return new HostId(name);
    return HostId.of(host.value()).orElseGet(() -> new HostId(name));
  }
}

package dev.oopsight.topology;

import dev.oopsight.assembly.Gate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Makes what the gate holds open outlive a crash, so that the free text of a trace that was being
 * read is not lost. Key: host name. Value: kernel microseconds and lines, big-endian.
 */
final class OpenUntil {

  private final ProcessingContext context;
  private final Gate gate;
  private final CommitHook hook;
  private final KeyValueStore<Bytes, byte[]> store;
  private final Map<String, Gate.Opening> stored = new HashMap<>();
  private Map<String, Gate.Opening> before = Map.of();
  private boolean armed;

  OpenUntil(ProcessingContext context, Gate gate, CommitHook hook) {
    this.context = context;
    this.gate = gate;
    this.hook = hook;
    this.store = context.getStateStore(Stores.OPEN_UNTIL);
    hook.register(context, this::write);
  }

  void restore() {
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      all.forEachRemaining(
          entry -> {
            String host = new String(entry.key.get(), StandardCharsets.UTF_8);
            ByteBuffer value = ByteBuffer.wrap(entry.value);
            Gate.Opening opening = new Gate.Opening(value.getLong(), value.getInt());
            gate.reopen(host, opening);
            stored.put(host, opening);
          });
    }
  }

  /** Notes that a record was read; costs nothing while nothing is open. */
  void changed() {
    if (armed || (gate.open().isEmpty() && stored.isEmpty())) return;
    armed = true;
    hook.arm(context);
  }

  /**
   * Closes what is open for hosts from which nothing came since the last call: a host that died, or
   * whose lines come to another partition now.
   */
  void forgetUntouched() {
    before.forEach((host, opening) -> gate.close(host, opening));
    before = Map.copyOf(gate.open());
    changed();
  }

  private void write() {
    armed = false;
    for (String host : Set.copyOf(stored.keySet())) {
      if (!gate.open().containsKey(host)) {
        store.delete(key(host));
        stored.remove(host);
      }
    }
    gate.open().forEach(this::write);
  }

  private void write(String host, Gate.Opening opening) {
    if (opening.equals(stored.put(host, opening))) return;
    ByteBuffer value = ByteBuffer.allocate(Long.BYTES + Integer.BYTES);
    value.putLong(opening.kernelMicros()).putInt(opening.lines());
    store.put(key(host), value.array());
  }

  private static Bytes key(String host) {
    return Bytes.wrap(host.getBytes(StandardCharsets.UTF_8));
  }
}

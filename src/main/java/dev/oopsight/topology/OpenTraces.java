package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.assembly.HostBoot;
import dev.oopsight.assembly.TraceAssembler;
import dev.oopsight.assembly.TraceAssembler.Kept;
import dev.oopsight.avro.StoredFormat;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Makes the lines of open and lately closed traces outlive a crash. They live on the heap, in the
 * assembler; right before each commit the lines that came since the last one are written as a
 * segment. A segment of which nothing is kept any more is struck out.
 *
 * <p>Segment keys: host, boot, number.
 */
final class OpenTraces {

  private final ProcessingContext context;
  private final TraceAssembler assembler;
  private final CommitHook hook;
  private final KeyValueStore<Bytes, byte[]> segments;
  private final Map<HostBoot, Deque<Segment>> written = new HashMap<>();
  private final Set<HostBoot> changed = new LinkedHashSet<>();

  /**
   * What lies in the store.
   *
   * @param number in the key
   * @param last arrival of its last line
   */
  private record Segment(int number, long last) {}

  OpenTraces(ProcessingContext context, TraceAssembler assembler, CommitHook hook) {
    this.context = context;
    this.assembler = assembler;
    this.hook = hook;
    this.segments = context.getStateStore(Stores.OPEN_TRACES);
    hook.register(context, this::write);
  }

  /** Gives the assembler what was kept when the task was last committed. */
  void restore(Instant clock) {
    try (KeyValueIterator<Bytes, byte[]> all = segments.all()) {
      all.forEachRemaining(
          entry -> {
            HostBoot boot = bootOf(entry.key);
            for (KernelLine line : StoredFormat.KERNEL_LINES.decode(entry.value)) {
              assembler.restore(boot, line, clock);
            }
            List<Kept> kept = assembler.kept(boot);
            long last = kept.isEmpty() ? 0 : kept.get(kept.size() - 1).arrival();
            written
                .computeIfAbsent(boot, b -> new ArrayDeque<>())
                .add(new Segment(numberOf(entry.key), last));
          });
    }
  }

  /** Notes of which boots other lines are kept than before. */
  void changed(Collection<HostBoot> boots) {
    if (boots.isEmpty()) return;
    if (changed.isEmpty()) hook.arm(context);
    changed.addAll(boots);
  }

  private void write() {
    for (HostBoot boot : changed) write(boot, assembler.kept(boot));
    changed.clear();
  }

  private void write(HostBoot boot, List<Kept> kept) {
    Deque<Segment> there = written.computeIfAbsent(boot, b -> new ArrayDeque<>());
    long oldest = kept.isEmpty() ? Long.MAX_VALUE : kept.get(0).arrival();
    long last = there.isEmpty() ? 0 : there.getLast().last;
    int number = there.isEmpty() ? 0 : there.getLast().number + 1;
    while (!there.isEmpty() && there.getFirst().last < oldest) {
      segments.delete(segment(boot, there.removeFirst().number));
    }
    List<KernelLine> fresh = kept.stream().filter(k -> k.arrival() > last).map(Kept::line).toList();
    if (!fresh.isEmpty()) {
      segments.put(segment(boot, number), StoredFormat.KERNEL_LINES.encode(fresh));
      there.add(new Segment(number, kept.get(kept.size() - 1).arrival()));
    }
    if (there.isEmpty()) written.remove(boot);
  }

  private static Bytes segment(HostBoot boot, int number) {
    byte[] bytes = (boot.host() + "\0" + boot.boot() + "\0").getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(bytes.length + Integer.BYTES).put(bytes).putInt(number).array());
  }

  private static HostBoot bootOf(Bytes segment) {
    byte[] bytes = segment.get();
    String[] names = new String(bytes, 0, bytes.length - Integer.BYTES, UTF_8).split("\0", -1);
    return new HostBoot(new HostId(names[0]), new BootKey(names[1]));
  }

  private static int numberOf(Bytes segment) {
    byte[] bytes = segment.get();
    return ByteBuffer.wrap(bytes, bytes.length - Integer.BYTES, Integer.BYTES).getInt();
  }
}

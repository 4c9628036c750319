package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.assembly.HostBoot;
import dev.oopsight.assembly.TraceAssembler;
import dev.oopsight.assembly.TraceAssembler.Changes;
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

  /** What lies in the store: lines of a range of arrivals, of which so many are still kept. */
  private static final class Segment {
    private final int number;
    private final long last;
    private int kept;

    /**
     * A segment.
     *
     * @param number in its key
     */
    Segment(int number, List<Kept> lines) {
      this.number = number;
      this.last = lines.get(lines.size() - 1).arrival();
      this.kept = lines.size();
    }
  }

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
            written
                .computeIfAbsent(boot, b -> new ArrayDeque<>())
                .add(new Segment(numberOf(entry.key), assembler.takeChanges(boot).came()));
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
    for (HostBoot boot : changed) write(boot, assembler.takeChanges(boot));
    changed.clear();
  }

  private void write(HostBoot boot, Changes changes) {
    Deque<Segment> there = written.computeIfAbsent(boot, b -> new ArrayDeque<>());
    int number = there.isEmpty() ? 0 : there.getLast().number + 1;
    if (changes.anew()) there.forEach(segment -> segment.kept = 0);
    for (long arrival : changes.gone()) holding(arrival, there).kept--;
    there.removeIf(segment -> segment.kept == 0 && strikeOut(boot, segment));
    if (!changes.came().isEmpty()) {
      List<KernelLine> lines = changes.came().stream().map(Kept::line).toList();
      segments.put(segment(boot, number), StoredFormat.KERNEL_LINES.encode(lines));
      there.add(new Segment(number, changes.came()));
    }
    if (there.isEmpty()) written.remove(boot);
  }

  private static Segment holding(long arrival, Deque<Segment> there) {
    return there.stream().filter(segment -> arrival <= segment.last).findFirst().orElseThrow();
  }

  private boolean strikeOut(HostBoot boot, Segment segment) {
    segments.delete(segment(boot, segment.number));
    return true;
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

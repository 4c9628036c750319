package dev.oopsight.topology;

import dev.oopsight.assembly.Boots;
import dev.oopsight.assembly.HostBoot;
import dev.oopsight.assembly.TraceAssembler;
import dev.oopsight.avro.StoredFormat;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.TraceText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps each host's recent lines, safe at every commit; when a trace is finished, {@link
 * TraceAssembler} knows. Config and heartbeats pass through in their order.
 *
 * <p>A host that dies in the middle of a trace sends no further line, so our own clock ends it too:
 * see {@link QuietClock}.
 */
final class AssembleTraces implements Processor<HostId, HostMessage, HostId, HostEvent> {

  private static final int MOST_LATELY = 4_096;

  /** While a trace is open. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /**
   * Otherwise. With each punctuation Kafka Streams halves how many records it takes in a row, and
   * what it does between two such rows costs more than reading the records.
   */
  private static final Duration LOOK_SELDOM = Duration.ofMillis(QuietClock.LONGEST_STEP_MILLIS);

  private final TraceAssembler assembler;
  private final CommitHook hook;
  private final PipelineMetrics metrics;
  private ProcessorContext<HostId, HostEvent> context;
  private OpenTraces openTraces;
  private KeyValueStore<Bytes, byte[]> boots;
  private QuietClock clock;
  private Cancellable looking;
  private boolean hurried;
  private int open;
  private long givenUp;

  /** What the store holds for the hosts that spoke last, so that not every line decodes it. */
  private final Map<HostId, Boots> lately =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<HostId, Boots> eldest) {
          return size() > MOST_LATELY;
        }
      };

  AssembleTraces(TraceAssembler assembler, CommitHook hook, PipelineMetrics metrics) {
    this.assembler = assembler;
    this.hook = hook;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<HostId, HostEvent> processorContext) {
    context = processorContext;
    boots = context.getStateStore(Stores.BOOTS);
    openTraces = new OpenTraces(context, assembler, hook);
    clock = new QuietClock(context.currentSystemTimeMs());
    openTraces.restore(clock.now());
    count();
    looking = look(LOOK_SELDOM);
    hurry();
    // What the store forgets of a host that was silent for long is not known here, either.
    context.schedule(Expiry.SILENT, PunctuationType.WALL_CLOCK_TIME, nowMillis -> lately.clear());
  }

  @Override
  public void process(Record<HostId, HostMessage> record) {
    clock.worked(SourceTime.in(record.headers()), context.currentSystemTimeMs());
    HostMessage message = record.value();
    if (message instanceof HostMessage.Lines lines) {
      boolean alone = lines.lines().size() == 1;
      lines.lines().forEach(line -> add(record.key(), line, alone));
    } else if (message instanceof HostMessage.Heartbeat heartbeat) {
      apply(assembler.heard(record.key(), heartbeat.at()));
      forward(record.key(), new HostEvent.Heard(heartbeat.at()));
    } else if (message instanceof HostMessage.Config config) {
      forward(record.key(), new HostEvent.Config(config.snapshot()));
    }
    metrics.receivedByHosts.increment();
  }

  private void add(HostId host, KernelLine line, boolean alone) {
    Boots known = boots(host);
    Boots.Told told = known.of(line);
    keep(host, known, told.boots());
    told.renamed()
        .ifPresent(
            old ->
                apply(assembler.rename(new HostBoot(host, old), new HostBoot(host, told.key()))));
    apply(assembler.add(host, told.key(), line, alone, clock.now()));
  }

  private Boots boots(HostId host) {
    return lately.computeIfAbsent(host, this::storedBoots);
  }

  private Boots storedBoots(HostId host) {
    byte[] stored = boots.get(Keys.host(host));
    return stored == null ? Boots.NONE : StoredFormat.BOOTS.decode(stored);
  }

  private void keep(HostId host, Boots known, Boots now) {
    if (now.equals(known)) return;
    boots.put(Keys.host(host), StoredFormat.BOOTS.encode(now));
    lately.put(host, now);
  }

  private void look(long nowMillis) {
    clock.look(nowMillis);
    apply(assembler.silent(clock.now()));
  }

  private Cancellable look(Duration every) {
    return context.schedule(every, PunctuationType.WALL_CLOCK_TIME, this::look);
  }

  /** Looks more often while a trace is open. */
  private void hurry() {
    boolean hasOpen = assembler.openCount() > 0;
    if (hasOpen == hurried) return;
    hurried = hasOpen;
    looking.cancel();
    looking = look(hurried ? LOOK_EVERY : LOOK_SELDOM);
  }

  private void apply(TraceAssembler.Step step) {
    openTraces.changed(step.changed());
    step.finished().forEach(this::forward);
    count();
    hurry();
  }

  private void forward(TraceText text) {
    Boots known = boots(text.host());
    keep(text.host(), known, known.settled(text.boot()));
    forward(text.host(), new HostEvent.Trace(text));
  }

  private void count() {
    metrics.openTraces(assembler.openCount() - open);
    open = assembler.openCount();
    if (assembler.givenUp() == givenUp) return;
    metrics.givenUp.increment((double) (assembler.givenUp() - givenUp));
    givenUp = assembler.givenUp();
  }

  @Override
  public void close() {
    metrics.openTraces(-open);
    open = 0;
  }

  private void forward(HostId host, HostEvent event) {
    context.forward(new Record<>(host, event, context.currentSystemTimeMs()));
  }
}

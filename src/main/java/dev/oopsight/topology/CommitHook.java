package dev.oopsight.topology;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Calls a processor right before a commit, so that what it keeps on the heap can be written where a
 * crash does not reach it: once a commit, not once a record.
 *
 * <p>Kafka Streams has no such call. But before it commits it flushes the caches of cached stores,
 * and of nothing else. So this is a cached store without a changelog that keeps nothing: the first
 * change after each commit puts a marker into it, and when the marker falls out of the cache the
 * processor is called. An early eviction only calls early.
 *
 * <p>Needs {@code statestore.cache.max.bytes} above 0; with 0 the processor is called at every
 * change.
 */
final class CommitHook implements KeyValueBytesStoreSupplier {

  private static final Bytes MARKER = Bytes.wrap(new byte[] {1});

  private final String name;
  private final Map<TaskId, Runnable> callbacks = new ConcurrentHashMap<>();

  CommitHook(String name) {
    this.name = name;
  }

  StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            this, Serdes.Bytes(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingDisabled();
  }

  /** Has a task's processor called before commits for which {@link #arm} was called. */
  void register(ProcessingContext context, Runnable beforeCommit) {
    callbacks.put(context.taskId(), beforeCommit);
  }

  /** Asks for a call before the next commit. Cheap, and may be said again. */
  void arm(ProcessingContext context) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(name);
    store.put(MARKER, MARKER.get());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public KeyValueStore<Bytes, byte[]> get() {
    return new Marked();
  }

  @Override
  public String metricsScope() {
    return "commit-hook";
  }

  /** Keeps nothing; a put that reaches it is the call. */
  private final class Marked implements KeyValueStore<Bytes, byte[]> {

    private TaskId task;
    private boolean open;

    @Override
    public String name() {
      return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
      task = context.taskId();
      context.register(root, (key, value) -> {});
      open = true;
    }

    @Override
    public void put(Bytes key, byte[] value) {
      Runnable callback = callbacks.get(task);
      if (callback != null) callback.run();
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
      put(key, value);
      return null;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
      entries.forEach(e -> put(e.key, e.value));
    }

    @Override
    public byte[] delete(Bytes key) {
      return null;
    }

    @Override
    public byte[] get(Bytes key) {
      return null;
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
      return all();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
      return new Nothing();
    }

    @Override
    public long approximateNumEntries() {
      return 0;
    }

    @Override
    public void close() {
      open = false;
    }

    @Override
    public boolean persistent() {
      return false;
    }

    @Override
    public boolean isOpen() {
      return open;
    }
  }

  private static final class Nothing implements KeyValueIterator<Bytes, byte[]> {

    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      throw new java.util.NoSuchElementException();
    }

    @Override
    public Bytes peekNextKey() {
      throw new java.util.NoSuchElementException();
    }

    @Override
    public void close() {}
  }
}

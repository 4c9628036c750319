package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every instance know all directives that are fit. It runs on the thread of the global stores,
 * so that what takes time there holds up no line; and that thread starts before any line is read,
 * so that after a restart everything counts from the first line on.
 */
final class KeepDirectives implements Processor<String, byte[], Void, Void> {

  private static final Logger LOG = LoggerFactory.getLogger(KeepDirectives.class);

  private final Directives directives;
  private final String storeName;
  private KeyValueStore<String, byte[]> store;

  KeepDirectives(Directives directives, String storeName) {
    this.directives = directives;
    this.storeName = storeName;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    store = context.getStateStore(storeName);
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> kept = all.next();
        tell(kept.key, kept.value);
      }
    }
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (record.key() == null) return;
    store.put(record.key(), record.value());
    tell(record.key(), record.value());
  }

  /** A fault of ours here would stop the instance, and again at each start: it is told instead. */
  private void tell(String key, byte[] value) {
    try {
      if (value == null) directives.remove(key);
      else directives.put(key, new String(value, UTF_8));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("our own code broke over {} of {}: it is passed over", key, storeName, e);
    }
  }
}

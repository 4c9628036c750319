package dev.oopsight.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.topology.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends what a fleet's shippers send, each log record with its {@link Place}. A call returns when
 * the broker has all of it.
 */
public final class FleetSender implements AutoCloseable {

  private final Fleet fleet;
  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> sending = new ArrayList<>();

  public FleetSender(Fleet fleet, String bootstrapServers, Topics topics) {
    this.fleet = fleet;
    this.topics = topics;
    ByteArraySerializer bytes = new ByteArraySerializer();
    // The leaders of a new topic are not all there at once, and no batch may overtake another.
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers, "max.in.flight.requests.per.connection", 1),
            bytes,
            bytes);
  }

  /** How many log records there are. */
  public int size() {
    return fleet.logs().size() + fleet.ends().size();
  }

  /** The place of the first log record from there on that cannot be read; past all if none. */
  public int nextRefused(int from) {
    int place = from;
    while (place < fleet.logs().size() && !fleet.logs().get(place).isRefused()) place++;
    return place;
  }

  /** Sends every config. */
  public FleetSender configs() throws ExecutionException, InterruptedException {
    for (Fleet.Sent sent : fleet.configs()) {
      send(record(topics.configs().names().get(0), null, sent));
    }
    return acknowledged();
  }

  /** Sends every log record, keyed by host. */
  public FleetSender logs() throws ExecutionException, InterruptedException {
    return logs(0, size());
  }

  /** Sends the log records of these places, keyed by host. */
  public FleetSender logs(int from, int until) throws ExecutionException, InterruptedException {
    for (int place = from; place < until; place++) log(null, place);
    return acknowledged();
  }

  /**
   * Sends the log records as a shipper without keys does that repeats itself: in turn to each
   * partition, each up to so many places late, every fifth twice.
   */
  public FleetSender scattered(Random random, int partitions, int late)
      throws ExecutionException, InterruptedException {
    record Late(double when, int place) {}
    List<Late> all = new ArrayList<>();
    for (int place = 0; place < fleet.logs().size(); place++) {
      do {
        all.add(new Late(place + late * random.nextDouble(), place));
      } while (random.nextInt(5) == 0);
    }
    all.sort(Comparator.comparingDouble(Late::when));
    int next = 0;
    for (Late one : all) log(next++ % partitions, one.place());
    return acknowledged();
  }

  /** Sends what the hosts say in the hour after, keyed by host. */
  public FleetSender ends() throws ExecutionException, InterruptedException {
    return logs(fleet.logs().size(), size());
  }

  /**
   * Sends what the hosts say in the hour after as if it were now: nothing older is on its way, and
   * clocks run.
   */
  public FleetSender endsNow() throws ExecutionException, InterruptedException {
    int place = fleet.logs().size();
    for (Fleet.Sent end : fleet.ends()) {
      Fleet.Sent now = new Fleet.Sent(end.host(), Instant.now(), end.value());
      send(record(topics.logs().names().get(0), null, now), place++);
    }
    return acknowledged();
  }

  private void log(Integer partition, int place) {
    int ends = place - fleet.logs().size();
    Fleet.Sent sent = ends < 0 ? fleet.logs().get(place) : fleet.ends().get(ends);
    send(record(topics.logs().names().get(0), partition, sent), place);
  }

  private void send(ProducerRecord<byte[], byte[]> record, int place) {
    Place.set(record.headers(), place);
    send(record);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, Integer partition, Fleet.Sent sent) {
    byte[] host = sent.host().getBytes(UTF_8);
    long millis = sent.at().toEpochMilli();
    byte[] key = partition == null ? host : null;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, partition, millis, key, sent.value());
    record.headers().add("host-id", host);
    return record;
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    sending.add(producer.send(record));
  }

  private FleetSender acknowledged() throws ExecutionException, InterruptedException {
    producer.flush();
    for (Future<RecordMetadata> one : sending) one.get();
    sending.clear();
    return this;
  }

  @Override
  public void close() {
    producer.close();
  }
}

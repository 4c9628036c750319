package dev.oopsight.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Benign lines that flow at a steady rate until it is closed. */
final class SteadyLines {

  private static final int RECORDS = 100_000;
  private static final long TICK_MILLIS = 5;

  private final Thread thread;

  private SteadyLines(Thread thread) {
    this.thread = thread;
  }

  static SteadyLines flow(
      KafkaProducer<byte[], byte[]> producer, String topic, double linesPerSecond) {
    List<ProducerRecord<byte[], byte[]>> lines = new ArrayList<>();
    Content.KEYED.records(
        RECORDS, 1, line -> lines.add(new ProducerRecord<>(topic, line.key(), line.value())));
    Thread thread = new Thread(() -> send(producer, lines, linesPerSecond), "steady-lines");
    thread.setDaemon(true);
    thread.start();
    return new SteadyLines(thread);
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      List<ProducerRecord<byte[], byte[]>> lines,
      double linesPerSecond) {
    long begin = System.nanoTime();
    try {
      for (long sent = 0; ; TimeUnit.MILLISECONDS.sleep(TICK_MILLIS)) {
        double due = (System.nanoTime() - begin) / 1e9 * linesPerSecond;
        for (; sent < due; sent++) {
          var unused = producer.send(lines.get((int) (sent % lines.size())));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

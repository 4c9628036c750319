package dev.oopsight.app.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a topic holds: lines of 1000 hosts, the same ones for the same seed. */
enum Content {
  /** Benign lines, keyed by host. */
  KEYED(1),
  /** The same, without a key; the host in a header. */
  UNKEYED(1),
  /** Syslog, nine of ten lines by daemons. */
  MIXED(1),
  /** journald JSON. */
  JOURNAL(1),
  /** Many lines a record. */
  PACKED(200),
  /** Lines of traces and no others. */
  TRACES(1);

  private static final int HOSTS = 1_000;
  private static final int BUFFER = 1 << 17;

  private final int linesPerRecord;

  Content(int linesPerRecord) {
    this.linesPerRecord = linesPerRecord;
  }

  String topic() {
    return "sample." + name().toLowerCase(Locale.ROOT);
  }

  /** Makes records of exactly so many lines together. */
  void records(int lines, long seed, Consumer<ProducerRecord<byte[], byte[]>> each) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[][] names = new byte[HOSTS][];
    SampleKernel[] kernels = new SampleKernel[HOSTS];
    for (int i = 0; i < HOSTS; i++) {
      names[i] = ("host" + i).getBytes(US_ASCII);
      kernels[i] = new SampleKernel(names[i], seed + i);
    }
    ByteBuffer text = ByteBuffer.allocate(BUFFER);
    for (int written = 0; written < lines; ) {
      int host = random.nextInt(HOSTS);
      int count = say(kernels[host], text, random, lines - written);
      byte[] said = Arrays.copyOf(text.array(), text.position());
      text.clear();
      written += send(said, Math.min(count, lines - written), names[host], each);
    }
  }

  /** Lets a host say something; returns how many lines. */
  private int say(SampleKernel kernel, ByteBuffer text, SplittableRandom random, int most) {
    if (this == TRACES) return kernel.trace(text, Dress.PRIORITY);
    int count = Math.min(linesPerRecord, most);
    for (int i = 0; i < count; i++) kernel.benign(text, dress(random));
    return count;
  }

  private Dress dress(SplittableRandom random) {
    return switch (this) {
      case MIXED -> random.nextInt(10) == 0 ? Dress.SYSLOG : Dress.DAEMON;
      case JOURNAL -> Dress.JOURNAL;
      case KEYED, UNKEYED, PACKED, TRACES -> Dress.PRIORITY;
    };
  }

  private int send(
      byte[] said, int lines, byte[] host, Consumer<ProducerRecord<byte[], byte[]>> each) {
    if (linesPerRecord > 1) {
      each.accept(record(host, said));
      return lines;
    }
    int from = 0;
    for (int i = 0; i < lines; i++) {
      int end = from;
      while (said[end] != '\n') end++;
      each.accept(record(host, Arrays.copyOfRange(said, from, end)));
      from = end + 1;
    }
    return lines;
  }

  private ProducerRecord<byte[], byte[]> record(byte[] host, byte[] value) {
    if (this != UNKEYED) return new ProducerRecord<>(topic(), host, value);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic(), value);
    record.headers().add("host-id", host);
    return record;
  }
}

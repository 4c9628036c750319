package dev.oopsight.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

  private static final String TOPIC = "kernel.log";

  @TempDir Path dir;

  @Test
  void keepsWhatWasSentToItOverARestart() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
      createTopic(kafka);
      send(kafka, "before");
      assertThat(read(kafka, 1)).containsExactly("before");
    }

    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
      send(kafka, "after");
      assertThat(read(kafka, 2)).containsExactly("before", "after");
    }
  }

  @Test
  void saysWhenThePortIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      assertThatThrownBy(() -> EmbeddedKafka.start(dir, port))
          .isInstanceOf(CannotStartException.class)
          .hasMessage(
              "port %d is taken on 127.0.0.1: stop the other program or choose another"
                  + " with --kafka-port",
              port);
      assertThat(dir).as("left as it was").isEmptyDirectory();
    }
  }

  @Test
  void saysWhenTheDirectoryIsInUse() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
      assertThatThrownBy(() -> EmbeddedKafka.start(dir, 0))
          .isInstanceOf(CannotStartException.class)
          .hasMessage(
              "%s is in use: stop the other instance or choose another directory with --data", dir);
      assertThat(kafka.bootstrapServers()).as("the first lives on").isNotEmpty();
    }
  }

  @Test
  void refusesToInventATopic() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
      assertThatThrownBy(() -> send(kafka, "to a topic that nobody made"))
          .isInstanceOf(Exception.class);
    }
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    EmbeddedKafka.start(dir, 0).close();

    Set<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.isAlive() && !before.contains(thread))
            .map(Thread::getName)
            // Two daemons that Kafka's metrics start once in a JVM.
            .filter(name -> !name.startsWith("metrics-meter-tick-thread"))
            .collect(Collectors.toSet());
    assertThat(left).isEmpty();
  }

  private static void createTopic(EmbeddedKafka kafka)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  private static void send(EmbeddedKafka kafka, String line)
      throws ExecutionException, InterruptedException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 2000);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, line)).get();
    }
  }

  private static List<String> read(EmbeddedKafka kafka, int count) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest");
    var partition = new TopicPartition(TOPIC, 0);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      List<String> lines = new ArrayList<>();
      for (int polls = 0; polls < 50 && lines.size() < count; polls++) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> lines.add(record.value()));
      }
      return lines;
    }
  }
}

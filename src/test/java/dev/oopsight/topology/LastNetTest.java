package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a step that breaks over some records. */
class LastNetTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  @TempDir private Path dir;

  @Test
  void setsARecordAsideOverWhichOurCodeBreaksAndGoesOn() {
    try (TopologyTestDriver driver = driver()) {
      TestInputTopic<byte[], byte[]> in = in(driver);
      in.pipeInput(bytes("k"), bytes("good"));
      in.pipeInput(bytes("k"), bytes("bug"));
      in.pipeInput(bytes("k"), bytes("better"));

      ByteArrayDeserializer read = new ByteArrayDeserializer();
      assertThat(driver.createOutputTopic("out", read, read).readValuesToList())
          .containsExactly(bytes("good"), bytes("better"));
      TestRecord<byte[], byte[]> letter =
          driver.createOutputTopic(Topics.DEFAULT.deadLetters(), read, read).readRecord();
      assertThat(letter.key()).isEqualTo(bytes("k"));
      assertThat(letter.value()).isEqualTo(bytes("bug"));
      assertThat(header(letter, "reason")).isEqualTo("internal_error");
      assertThat(header(letter, "excerpt")).contains("over bug");
      assertThat(header(letter, "source-topic")).isEqualTo("in");
      assertThat(header(letter, "source-offset")).isEqualTo("1");
      assertThat(meters.get("oopsight.refused").tag("reason", "internal_error").counter().count())
          .isEqualTo(1);
    }
  }

  @Test
  void catchesNothingThatKafkaThrows() {
    try (TopologyTestDriver driver = driver()) {
      assertThatThrownBy(() -> in(driver).pipeInput(bytes("k"), bytes("broker")))
          .hasRootCauseInstanceOf(KafkaException.class);
    }
  }

  private TopologyTestDriver driver() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("in", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("in"))
        .mapValues(LastNetTest::step, Named.as("step"))
        .to("out", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("out"));
    Properties properties = StreamsSettings.of("net", "localhost:1", dir.toString(), Map.of());
    LastNet.under(properties, PipelineSettings.DEFAULT, new PipelineMetrics(meters));
    return new TopologyTestDriver(builder.build(), properties);
  }

  private static byte[] step(byte[] value) {
    String text = new String(value, UTF_8);
    if (text.equals("bug")) throw new IllegalStateException("broke over " + text);
    if (text.equals("broker")) throw new KafkaException("no broker");
    return value;
  }

  private static TestInputTopic<byte[], byte[]> in(TopologyTestDriver driver) {
    ByteArraySerializer write = new ByteArraySerializer();
    return driver.createInputTopic("in", write, write);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}

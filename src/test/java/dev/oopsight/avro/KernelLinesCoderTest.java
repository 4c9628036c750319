package dev.oopsight.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.incident.RecordFiller;
import dev.oopsight.log.Caller;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.KernelTime;
import dev.oopsight.log.Source;
import dev.oopsight.trace.Detail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class KernelLinesCoderTest {

  private static final Schema CURRENT = ReleasedSchemas.newest(KernelLinesCoder.TYPE);
  private static final RecordFiller FULL = RecordFiller.full(Detail.None.class);
  private static final RecordFiller BARE = RecordFiller.bare(Detail.None.class);

  private static final KernelLine LINE =
      new KernelLine(
          Optional.of("88a1f0ed5ae541eeaf6b41921c311872"),
          OptionalInt.of(4),
          OptionalLong.of(1207),
          Optional.of(new KernelTime(772_918_915)),
          new EventTime(Instant.EPOCH.plusMillis(5), EventTime.Quality.UPTIME),
          Optional.of(new Caller(Caller.Context.PROCESSOR, 1)),
          new Source("kmsg", Optional.of(new Source.Position("kernel.log", 3, 4711))),
          "Call Trace:");

  @Test
  void writesWhatTheSchemaSays() {
    GenericRecord lines = (GenericRecord) generic(List.of(LINE));
    GenericRecord line = (GenericRecord) ((List<?>) lines.get("lines")).get(0);
    GenericRecord source = (GenericRecord) ((List<?>) lines.get("sources")).get(0);

    assertThat(lines.get("boot_ids")).hasToString("[88a1f0ed5ae541eeaf6b41921c311872]");
    assertThat(source)
        .hasToString(
            """
            {"format": "kmsg", "topic": "kernel.log", "partition": 3, "offset": 4711}""");
    assertThat(line)
        .hasToString(
            """
            {"boot_id": 0, "level": 4, "sequence": 1207, "kernel_micros": 772918915, \
            "at_micros": 5000, "quality": "UPTIME", "caller_task": -1, "caller_cpu": 1, \
            "source": 0, "text": "Call Trace:"}""");
  }

  @Test
  void bringsBackWhatNeighboursShareAndWhatTheyDoNot() throws IOException {
    KernelLine other = FULL.make(KernelLine.class);
    KernelLine bare = BARE.make(KernelLine.class);
    List<KernelLine> lines = List.of(LINE, LINE, bare, LINE, other, bare, bare, LINE);

    assertThat(KernelLinesCoder.read(DecoderFactory.get().binaryDecoder(bytes(lines), null)))
        .isEqualTo(lines);
  }

  @Test
  void readsWhatAReleaseWithoutTheLastFieldsWrote() throws IOException {
    Schema older = withoutCallers();
    GenericRecord written = (GenericRecord) as(older, bytes(List.of(LINE)));

    List<KernelLine> read =
        KernelLinesCoder.readOlder(older, DecoderFactory.get().binaryDecoder(bytes(written), null));

    assertThat(read)
        .containsExactly(
            new KernelLine(
                LINE.bootId(),
                LINE.level(),
                LINE.sequence(),
                LINE.kernelTime(),
                LINE.time(),
                Optional.empty(),
                LINE.source(),
                LINE.text()));
  }

  /** Lines as anyone would read them who has only the schema. */
  static IndexedRecord generic(List<KernelLine> lines) {
    return as(CURRENT, bytes(lines));
  }

  private static IndexedRecord as(Schema reader, byte[] bytes) {
    try {
      return new GenericDatumReader<GenericRecord>(CURRENT, reader)
          .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(List<KernelLine> lines) {
    return written(encoder -> KernelLinesCoder.write(lines, encoder));
  }

  private static byte[] bytes(GenericRecord record) {
    return written(encoder -> new GenericDatumWriter<>(record.getSchema()).write(record, encoder));
  }

  private static byte[] written(Step step) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      step.write(encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The current schema without the fields that say who called printk. */
  private static Schema withoutCallers() {
    String json = CURRENT.toString();
    for (String field : List.of("caller_task", "caller_cpu")) {
      json = json.replaceFirst("\\{\"name\":\"" + field + "\"[^}]*},", "");
    }
    Schema older = new Schema.Parser().parse(json);
    assertThat(older.toString()).doesNotContain("caller");
    assertThat(GenericData.get().validate(older, as(older, bytes(List.of(LINE))))).isTrue();
    return older;
  }

  private interface Step {
    void write(BinaryEncoder encoder) throws IOException;
  }
}

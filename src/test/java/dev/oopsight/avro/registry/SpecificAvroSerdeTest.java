package dev.oopsight.avro.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class SpecificAvroSerdeTest {

  private static final String TOPIC = "notes";

  private final MemoryRegistry registry = new MemoryRegistry();
  private final SpecificAvroSerde<Note> serde = new SpecificAvroSerde<>(registry, Note.class);

  @Test
  void writesMagicByteAndSchemaIdBeforeAvrosOwnBytes() {
    byte[] bytes = serialize(new Note("hi", 3));

    int id = registry.latest("notes-value").id();
    assertThat(WireFormat.schemaId(bytes)).isEqualTo(id);
    assertThat(bytes)
        .containsExactly(0, id >>> 24, id >>> 16, id >>> 8, id, 2 * 2, 'h', 'i', 2 * 3);
  }

  @Test
  void readsWhatItWrote() {
    assertThat(deserialize(serialize(new Note("hi", 3)))).isEqualTo(new Note("hi", 3));
  }

  @Test
  void leavesTombstonesAlone() {
    assertThat(serialize(null)).isNull();
    assertThat(deserialize(null)).isNull();
  }

  @Test
  void registersTheSchemaAsPublishedWithoutNotesForJava() {
    serialize(new Note("hi", 3));

    assertThat(registry.latest("notes-value").schema().toString()).doesNotContain("avro.java");
  }

  @Test
  void readsWhatAnEarlierVersionWrote() throws IOException {
    GenericRecord old = new GenericRecordBuilder(Note.FIRST).set("text", "old").build();

    assertThat(deserialize(written(old))).isEqualTo(new Note("old", 0));
  }

  @Test
  void readsWhatALaterVersionWrote() throws IOException {
    Schema later =
        Note.parse(
            "{'name': 'author', 'type': 'string'}, {'name': 'text', 'type': 'string'},"
                + "{'name': 'reads', 'type': 'int'}");
    GenericRecord record =
        new GenericRecordBuilder(later)
            .set("author", "someone")
            .set("text", "new")
            .set("reads", 7)
            .build();

    assertThat(deserialize(written(record))).isEqualTo(new Note("new", 7));
  }

  @Test
  void refusesBytesInAnotherFormat() {
    assertThatThrownBy(
            () -> deserialize("{\"text\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("the first byte is 0x7b");
    assertThatThrownBy(() -> deserialize(new byte[] {0, 1}))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("2 bytes are no Avro value");
  }

  @Test
  void refusesAValueThatIsCutOrTooLong() {
    byte[] bytes = serialize(new Note("hi", 3));

    assertThatThrownBy(() -> deserialize(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("are no dev.oopsight.avro.registry.Note");
    assertThatThrownBy(() -> deserialize(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("left over");
  }

  @Test
  void doesNotBelieveALengthThatTheBytesCannotHold() {
    byte[] bytes = serialize(new Note("hi", 3));
    // The text's length as a zigzag number: two billion.
    byte[] lie = {(byte) 0xfc, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
    byte[] lying = Arrays.copyOf(bytes, WireFormat.HEADER_BYTES + lie.length);
    System.arraycopy(lie, 0, lying, WireFormat.HEADER_BYTES, lie.length);

    assertThatThrownBy(() -> deserialize(lying)).isInstanceOf(SerializationException.class);
  }

  @Test
  void tellsAnUnknownSchemaFromBrokenBytes() {
    byte[] bytes = {0, 0, 0, 0, 99, 4, 'h', 'i', 6};

    assertThatThrownBy(() -> deserialize(bytes))
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> {
              assertThat(e.problem()).isEqualTo(RegistryException.Problem.NOT_FOUND);
              assertThat(e.isTransient()).isFalse();
            });
  }

  @Test
  void registersNothingWhenToldSo() {
    serde.configure(Map.of("auto.register.schemas", "false"), false);

    assertThatThrownBy(() -> serialize(new Note("hi", 3)))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("not registered under notes-value")
        .hasMessageContaining("auto.register.schemas is false");
    assertThat(registry.book().subjects()).isEmpty();
  }

  @Test
  void usesWhatIsRegisteredWhenToldToRegisterNothing() {
    int id = registry.register("notes-value", Schemas.withoutJavaNotes(Note.SCHEMA$));
    serde.configure(Map.of("auto.register.schemas", false), false);

    assertThat(WireFormat.schemaId(serialize(new Note("hi", 3)))).isEqualTo(id);
  }

  @Test
  void writesInTheLatestVersionWhenToldSo() {
    int first = registry.register("notes-value", Schemas.withoutJavaNotes(Note.FIRST));
    serde.configure(Map.of("use.latest.version", "true"), false);

    byte[] bytes = serialize(new Note("hi", 3));

    assertThat(bytes)
        .as("without the count, which that version does not know")
        .endsWith(2 * 2, 'h', 'i')
        .hasSize(WireFormat.HEADER_BYTES + 3);
    assertThat(WireFormat.schemaId(bytes)).isEqualTo(first);
  }

  @Test
  void refusesALatestVersionThatCannotHoldItsRecords() {
    registry.register("notes-value", Note.INCOMPATIBLE);
    serde.configure(Map.of("use.latest.version", "true"), false);

    assertThatThrownBy(() -> serialize(new Note("hi", 3)))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("READER_FIELD_MISSING_DEFAULT_VALUE at /fields/0");
  }

  @Test
  void namesSubjectsAsConfluentsStrategiesDo() {
    serialize(
        "key.subject.name.strategy",
        "io.confluent.kafka.serializers.subject.TopicNameStrategy",
        true);
    serialize(
        "value.subject.name.strategy",
        "io.confluent.kafka.serializers.subject.RecordNameStrategy",
        false);
    serialize("value.subject.name.strategy", "TopicRecordNameStrategy", false);

    assertThat(registry.book().subjects())
        .containsExactly(
            "dev.oopsight.avro.registry.Note",
            "notes-dev.oopsight.avro.registry.Note",
            "notes-key");
  }

  @Test
  void refusesAStrategyThatItDoesNotKnow() {
    Map<String, String> settings = Map.of("value.subject.name.strategy", "com.example.OurOwn");

    assertThatThrownBy(() -> serde.configure(settings, false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("com.example.OurOwn");
  }

  @Test
  void isMadeByKafkaFromSettingsAlone() {
    try (var made = new SpecificAvroSerde<Note>()) {
      made.configure(
          Map.of("schema.registry.url", "mock://serde", "specific.avro.value.type", Note.class),
          false);

      byte[] bytes = made.serializer().serialize(TOPIC, new Note("hi", 3));

      assertThat(made.deserializer().deserialize(TOPIC, bytes)).isEqualTo(new Note("hi", 3));
      assertThat(MemoryRegistry.of("serde").book().subjects()).containsExactly("notes-value");
    }
  }

  private byte[] serialize(Note note) {
    return serde.serializer().serialize(TOPIC, note);
  }

  private Note deserialize(byte[] bytes) {
    return serde.deserializer().deserialize(TOPIC, bytes);
  }

  private void serialize(String setting, String value, boolean isKey) {
    try (var serializer = new SpecificAvroSerializer<Note>(registry)) {
      serializer.configure(Map.of(setting, value), isKey);
      serializer.serialize(TOPIC, new Note("hi", 3));
    }
  }

  /** As another program would write it. */
  private byte[] written(GenericRecord record) throws IOException {
    registry.setCompatibility("elsewhere", Compatibility.NONE);
    int id = registry.register("elsewhere", record.getSchema());
    var out = new ByteArrayOutputStream();
    out.write(WireFormat.header(id));
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema(), GenericData.get())
        .write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}

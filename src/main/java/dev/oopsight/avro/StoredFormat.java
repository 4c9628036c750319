package dev.oopsight.avro;

import dev.oopsight.assembly.Boots;
import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.config.SectionVersion;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.Tally;
import dev.oopsight.log.KernelLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Values of stores and internal topics as bytes. No registry takes part: state must be readable
 * when nothing but Kafka is up, so the schemas are in the program.
 *
 * <p>Shape: one byte that numbers the schema it was written with, from 1, then Avro binary. The
 * number is that of the file in {@code schemas/past/}; what any release wrote, every later one
 * reads.
 *
 * <p>Units: moments are kept to the microsecond.
 *
 * <p>Errors: bytes that no release wrote are a bug or a broken store, so they throw {@link
 * IllegalArgumentException}.
 *
 * <p>Safe for use by many threads.
 */
public final class StoredFormat<T> {

  /** Kernel lines of one host, in order. */
  public static final StoredFormat<List<KernelLine>> KERNEL_LINES = ofKernelLines();

  public static final StoredFormat<ConfigSnapshot> CONFIG_SNAPSHOT =
      of(
          dev.oopsight.avro.generated.ConfigSnapshot.class,
          ConfigSnapshotMapper::toAvro,
          ConfigSnapshotMapper::toDomain);

  public static final StoredFormat<SectionVersion> SECTION_VERSION =
      of(
          dev.oopsight.avro.generated.SectionVersion.class,
          SectionVersionMapper::toAvro,
          SectionVersionMapper::toDomain);

  public static final StoredFormat<KernelIncident> KERNEL_INCIDENT =
      of(
          dev.oopsight.avro.generated.KernelIncident.class,
          KernelIncidentMapper::toAvro,
          KernelIncidentMapper::toDomain);

  public static final StoredFormat<Tally> TALLY =
      of(dev.oopsight.avro.generated.Tally.class, TallyMapper::toAvro, TallyMapper::toDomain);

  public static final StoredFormat<Appearance> APPEARANCE =
      of(
          dev.oopsight.avro.generated.Appearance.class,
          AppearanceMapper::toAvro,
          AppearanceMapper::toDomain);

  public static final StoredFormat<Boots> BOOTS =
      of(dev.oopsight.avro.generated.Boots.class, BootsMapper::toAvro, BootsMapper::toDomain);

  private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

  private final String name;
  private final Writer<T> writer;
  private final List<Reader<T>> readers;

  private StoredFormat(String name, Writer<T> writer, List<Reader<T>> readers) {
    this.name = name;
    this.writer = writer;
    this.readers = List.copyOf(readers);
  }

  private static <A extends SpecificRecord, T> StoredFormat<T> of(
      Class<A> type, Function<T, A> toAvro, Function<A, T> toDomain) {
    Schema current = GeneratedData.INSTANCE.getSchema(type);
    DatumWriter<A> datumWriter = new SpecificDatumWriter<>(current, GeneratedData.INSTANCE);
    List<Reader<T>> readers = new ArrayList<>();
    for (Schema written : ReleasedSchemas.of(type.getSimpleName())) {
      DatumReader<A> datumReader =
          new SpecificDatumReader<>(written, current, GeneratedData.INSTANCE);
      readers.add(decoder -> toDomain.apply(datumReader.read(null, decoder)));
    }
    return new StoredFormat<>(
        type.getSimpleName(),
        (value, encoder) -> datumWriter.write(toAvro.apply(value), encoder),
        readers);
  }

  private static StoredFormat<List<KernelLine>> ofKernelLines() {
    List<Schema> schemas = ReleasedSchemas.of(KernelLinesCoder.TYPE);
    List<Reader<List<KernelLine>>> readers = new ArrayList<>();
    for (Schema written : schemas.subList(0, schemas.size() - 1)) {
      readers.add(decoder -> KernelLinesCoder.readOlder(written, decoder));
    }
    readers.add(KernelLinesCoder::read);
    return new StoredFormat<>(KernelLinesCoder.TYPE, KernelLinesCoder::write, readers);
  }

  /** Never null, never empty. */
  public byte[] encode(T value) {
    Buffers buffers = BUFFERS.get();
    ByteArrayOutputStream out = buffers.out;
    out.reset();
    out.write(readers.size());
    try {
      buffers.encoder = EncoderFactory.get().binaryEncoder(out, buffers.encoder);
      writer.write(value, buffers.encoder);
      buffers.encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Reads what {@link #encode} of this or an earlier release wrote.
   *
   * @throws IllegalArgumentException for any other bytes
   */
  public T decode(byte[] bytes) {
    int format = bytes.length == 0 ? 0 : Byte.toUnsignedInt(bytes[0]);
    if (format < 1 || format > readers.size()) {
      throw new IllegalArgumentException(
          "%s in format %d, but this release knows formats 1 to %d: run the release that wrote it"
              .formatted(name, format, readers.size()));
    }
    Buffers buffers = BUFFERS.get();
    buffers.decoder =
        DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, buffers.decoder);
    try {
      return readers.get(format - 1).read(buffers.decoder);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("%s: %d damaged bytes".formatted(name, bytes.length), e);
    }
  }

  private interface Writer<T> {
    void write(T value, BinaryEncoder encoder) throws IOException;
  }

  private interface Reader<T> {
    T read(BinaryDecoder decoder) throws IOException;
  }

  /** Kept per thread, so that a line costs no buffers. */
  private static final class Buffers {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder;
    BinaryDecoder decoder;
  }
}

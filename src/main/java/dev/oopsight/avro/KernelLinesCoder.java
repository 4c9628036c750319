package dev.oopsight.avro;

import dev.oopsight.log.Caller;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.KernelTime;
import dev.oopsight.log.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/**
 * {@code internal/KernelLines.avsc}, field by field in the schema's order. Every line of a trace
 * passes here twice, mostly alone; the detour over generated classes and Avro's resolving decoder
 * costs more than all else that happens to it. What an earlier release wrote takes the detour.
 */
final class KernelLinesCoder {

  static final String TYPE = "KernelLines";

  private static final int UNKNOWN = -1;
  private static final int USUAL_LINES = 64;
  private static final int TOPIC_ABSENT = 0;
  private static final int TOPIC_PRESENT = 1;

  private static final Schema CURRENT = ReleasedSchemas.newest(TYPE);
  private static final List<EventTime.Quality> QUALITIES =
      CURRENT
          .getField("lines")
          .schema()
          .getElementType()
          .getField("quality")
          .schema()
          .getEnumSymbols()
          .stream()
          .map(EventTime.Quality::valueOf)
          .toList();
  private static final Map<EventTime.Quality, Integer> SYMBOLS =
      new EnumMap<>(EventTime.Quality.class);

  static {
    for (EventTime.Quality quality : EventTime.Quality.values()) {
      SYMBOLS.put(quality, QUALITIES.indexOf(quality));
    }
  }

  private KernelLinesCoder() {}

  static void write(List<KernelLine> lines, Encoder out) throws IOException {
    List<String> bootIds = new ArrayList<>(1);
    List<Source> sources = new ArrayList<>(1);
    // Neighbours mostly share both. What comes back after another one is written again: that costs
    // bytes, where a look-up would cost every line.
    for (KernelLine line : lines) {
      if (line.bootId().isPresent() && !isLast(line.bootId().get(), bootIds)) {
        bootIds.add(line.bootId().get());
      }
      if (!isLast(line.source(), sources)) sources.add(line.source());
    }
    out.writeArrayStart();
    out.setItemCount(bootIds.size());
    for (String bootId : bootIds) {
      out.startItem();
      out.writeString(bootId);
    }
    out.writeArrayEnd();
    out.writeArrayStart();
    out.setItemCount(sources.size());
    for (Source source : sources) {
      out.startItem();
      write(source, out);
    }
    out.writeArrayEnd();
    writeLines(lines, bootIds, sources, out);
  }

  private static void writeLines(
      List<KernelLine> lines, List<String> bootIds, List<Source> sources, Encoder out)
      throws IOException {
    int boot = UNKNOWN;
    int source = UNKNOWN;
    out.writeArrayStart();
    out.setItemCount(lines.size());
    for (KernelLine line : lines) {
      boolean hasBoot = line.bootId().isPresent();
      if (hasBoot && (boot < 0 || !line.bootId().get().equals(bootIds.get(boot)))) boot++;
      if (source < 0 || !line.source().equals(sources.get(source))) source++;
      out.startItem();
      write(line, hasBoot ? boot : UNKNOWN, source, out);
    }
    out.writeArrayEnd();
  }

  private static <T> boolean isLast(T value, List<T> values) {
    return !values.isEmpty() && value.equals(values.get(values.size() - 1));
  }

  private static void write(Source source, Encoder out) throws IOException {
    out.writeString(source.format());
    if (source.position().isPresent()) {
      out.writeIndex(TOPIC_PRESENT);
      out.writeString(source.position().get().topic());
      out.writeInt(source.position().get().partition());
      out.writeLong(source.position().get().offset());
    } else {
      out.writeIndex(TOPIC_ABSENT);
      out.writeNull();
      out.writeInt(0);
      out.writeLong(0);
    }
  }

  private static void write(KernelLine line, int boot, int source, Encoder out) throws IOException {
    out.writeInt(boot);
    out.writeInt(line.level().orElse(UNKNOWN));
    out.writeLong(line.sequence().orElse(UNKNOWN));
    out.writeLong(line.kernelTime().isPresent() ? line.kernelTime().get().micros() : UNKNOWN);
    out.writeLong(Micros.of(line.time().at()));
    out.writeEnum(SYMBOLS.get(line.time().quality()));
    Caller caller = line.caller().orElse(null);
    out.writeInt(idOf(caller, Caller.Context.TASK));
    out.writeInt(idOf(caller, Caller.Context.PROCESSOR));
    out.writeInt(source);
    out.writeString(line.text());
  }

  private static int idOf(Caller caller, Caller.Context context) {
    return caller != null && caller.context() == context ? caller.id() : UNKNOWN;
  }

  static List<KernelLine> read(Decoder in) throws IOException {
    List<Optional<String>> bootIds = new ArrayList<>(1);
    for (long n = in.readArrayStart(); n > 0; n = in.arrayNext()) {
      for (long i = 0; i < n; i++) bootIds.add(Optional.of(in.readString()));
    }
    List<Source> sources = new ArrayList<>(1);
    for (long n = in.readArrayStart(); n > 0; n = in.arrayNext()) {
      for (long i = 0; i < n; i++) sources.add(readSource(in));
    }
    List<KernelLine> lines = new ArrayList<>();
    for (long n = in.readArrayStart(); n > 0; n = in.arrayNext()) {
      if (lines.isEmpty()) lines = new ArrayList<>((int) Math.min(n, USUAL_LINES));
      for (long i = 0; i < n; i++) lines.add(readLine(in, bootIds, sources));
    }
    return List.copyOf(lines);
  }

  private static Source readSource(Decoder in) throws IOException {
    String format = in.readString();
    String topic = null;
    if (in.readIndex() == TOPIC_PRESENT) topic = in.readString();
    else in.readNull();
    int partition = in.readInt();
    long offset = in.readLong();
    return topic == null
        ? Source.ofFile(format)
        : new Source(format, Optional.of(new Source.Position(topic, partition, offset)));
  }

  private static KernelLine readLine(
      Decoder in, List<Optional<String>> bootIds, List<Source> sources) throws IOException {
    int boot = in.readInt();
    int level = in.readInt();
    long sequence = in.readLong();
    long kernelMicros = in.readLong();
    EventTime time = new EventTime(Micros.read(in.readLong()), QUALITIES.get(in.readEnum()));
    int task = in.readInt();
    int cpu = in.readInt();
    Source source = sources.get(in.readInt());
    return new KernelLine(
        boot == UNKNOWN ? Optional.empty() : bootIds.get(boot),
        level == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(level),
        sequence == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(sequence),
        kernelMicros == UNKNOWN ? Optional.empty() : Optional.of(new KernelTime(kernelMicros)),
        time,
        caller(task, cpu),
        source,
        in.readString());
  }

  private static Optional<Caller> caller(int task, int cpu) {
    if (task >= 0) return Optional.of(new Caller(Caller.Context.TASK, task));
    return cpu < 0 ? Optional.empty() : Optional.of(new Caller(Caller.Context.PROCESSOR, cpu));
  }

  /** Lines that were written with an earlier schema, by way of the current one. */
  static List<KernelLine> readOlder(Schema written, Decoder in) throws IOException {
    IndexedRecord lines = new GenericDatumReader<IndexedRecord>(written, CURRENT).read(null, in);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<IndexedRecord>(CURRENT).write(lines, encoder);
    encoder.flush();
    return read(DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
  }
}

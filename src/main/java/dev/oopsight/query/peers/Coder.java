package dev.oopsight.query.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a value goes from one instance to another: big-endian, lists and texts with their length
 * before them.
 *
 * <p>Errors: {@link #decode} throws {@link IOException} for bytes that this version did not write.
 */
record Coder<T>(Writer<T> writer, Reader<T> reader) {

  interface Writer<T> {
    void write(DataOutput out, T value) throws IOException;
  }

  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  static final Coder<Boolean> FLAG = new Coder<>(DataOutput::writeBoolean, DataInput::readBoolean);
  static final Coder<Integer> INT = new Coder<>(DataOutput::writeInt, DataInput::readInt);
  static final Coder<Long> LONG = new Coder<>(DataOutput::writeLong, DataInput::readLong);

  static final Coder<byte[]> BYTES =
      new Coder<>(
          (out, bytes) -> {
            out.writeInt(bytes.length);
            out.write(bytes);
          },
          in -> {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return bytes;
          });

  static final Coder<String> TEXT =
      BYTES.as(text -> text.getBytes(UTF_8), bytes -> new String(bytes, UTF_8));

  static final Coder<Instant> MOMENT =
      new Coder<>(
          (out, at) -> {
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano());
          },
          in -> Instant.ofEpochSecond(in.readLong(), in.readInt()));

  void write(DataOutput out, T value) throws IOException {
    writer.write(out, value);
  }

  T read(DataInput in) throws IOException {
    return reader.read(in);
  }

  /** The same for what can be told by such a value. */
  <R> Coder<R> as(Function<R, T> there, Function<T, R> back) {
    return new Coder<>((out, value) -> write(out, there.apply(value)), in -> back.apply(read(in)));
  }

  static <T> Coder<List<T>> list(Coder<T> of) {
    return new Coder<>(
        (out, values) -> {
          out.writeInt(values.size());
          for (T value : values) of.write(out, value);
        },
        in -> {
          int size = in.readInt();
          List<T> values = new ArrayList<>();
          for (int i = 0; i < size; i++) values.add(of.read(in));
          return values;
        });
  }

  static <T> Coder<Optional<T>> optional(Coder<T> of) {
    return new Coder<>(
        (out, value) -> {
          out.writeBoolean(value.isPresent());
          if (value.isPresent()) of.write(out, value.get());
        },
        in -> in.readBoolean() ? Optional.of(of.read(in)) : Optional.empty());
  }

  /** A map, which keeps its order. */
  static <K, V> Coder<Map<K, V>> map(Coder<K> key, Coder<V> value) {
    Coder<List<Map.Entry<K, V>>> entries =
        list(
            new Coder<>(
                (out, entry) -> {
                  key.write(out, entry.getKey());
                  value.write(out, entry.getValue());
                },
                in -> Map.entry(key.read(in), value.read(in))));
    return entries.as(
        map -> List.copyOf(map.entrySet()),
        all -> {
          Map<K, V> map = new LinkedHashMap<>();
          all.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
          return map;
        });
  }

  byte[] encode(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #encode} wrote, and nothing behind it. */
  T decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    T value;
    try {
      value = read(in);
    } catch (RuntimeException e) {
      throw new IOException("not of this version", e);
    }
    if (in.read() >= 0) throw new EOFException("more than one value");
    return value;
  }
}

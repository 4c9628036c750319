package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.log.Source;
import dev.oopsight.parse.Reason;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A piece of input that was refused, on its way to whoever mends the shipper.
 *
 * @param key the key of the record it came in, at most 32 KiB of it; may be null
 * @param piece the refused bytes; null for a record without a value
 * @param reason why
 * @param excerpt at most 200 characters of it, for a human
 * @param position the record it came in
 * @param from index of its first byte in that record
 * @param longest a longer piece is cut to so many bytes, so that the letter fits its topic
 * @param details further headers, by name
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and Kafka takes an array
record DeadLetter(
    byte[] key,
    byte[] piece,
    Reason reason,
    String excerpt,
    Source.Position position,
    int from,
    int longest,
    Map<String, String> details) {

  /** Of a key, at most. */
  static final int LONGEST_KEY = 32 << 10;

  DeadLetter {
    details = Map.copyOf(details);
    if (key != null && key.length > LONGEST_KEY) key = Arrays.copyOf(key, LONGEST_KEY);
  }

  DeadLetter(
      byte[] key,
      byte[] piece,
      Reason reason,
      String excerpt,
      Source.Position position,
      int from,
      int longest) {
    this(key, piece, reason, excerpt, position, from, longest, Map.of());
  }

  /** The piece, as much of it as a letter may hold. */
  byte[] value() {
    return isCut() ? Arrays.copyOf(piece, longest) : piece;
  }

  boolean isCut() {
    return piece != null && piece.length > longest;
  }

  /** Reason, advice, excerpt and where it came from; for a cut piece, its length and digest. */
  Headers headers() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("reason", reason.label().getBytes(UTF_8));
    headers.add("advice", reason.advice().getBytes(UTF_8));
    headers.add("excerpt", excerpt.getBytes(UTF_8));
    headers.add("source-topic", position.topic().getBytes(UTF_8));
    headers.add("source-partition", text(position.partition()));
    headers.add("source-offset", text(position.offset()));
    headers.add("position", text(from));
    new TreeMap<>(details).forEach((name, text) -> headers.add(name, text.getBytes(UTF_8)));
    if (isCut()) {
      headers.add("original-length", text(piece.length));
      headers.add("sha256", sha256(piece).getBytes(UTF_8));
    }
    return headers;
  }

  private static byte[] text(long number) {
    return Long.toString(number).getBytes(UTF_8);
  }

  private static String sha256(byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.wrap(bytes));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package dev.oopsight.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The logs of cases as no kernel meant them: cut, with lines lost, swapped, repeated, glued and
 * mixed with another log's, bytes flipped, and signs inserted at which parsers stumble.
 */
public final class DamagedLog {

  /** What opens something, repeats, or is no text at all. */
  private static final List<String> STUMBLING =
      List.of(
          "[<",
          "(((((((((((((((((((((",
          "<<<<<<<<",
          "+0x",
          "/0x",
          "\u0000",
          "\u001b[31m",
          "\r",
          "\n\n\n",
          "0x0x0x0x",
          "[ 12.",
          "----[ cut here ]----",
          " ? ? ? ?",
          "ffffffffffffffff0",
          "-99999999999999999999",
          "99999999999999999999999",
          "\ud83d\ude00",
          "%s%n{}",
          "\"\\",
          ":::",
          "Call Trace:",
          "BUG: ",
          "WARNING: ",
          "Modules linked in:",
          "Mem-Info:",
          "kB ",
          "\t\t\t");

  private static final int MOST_REPEATED = 400;
  private static final int MOST_BYTES = 1 << 18;

  private final List<byte[]> logs;
  private final Random random;

  /** Damage drawn from a seed, to the logs of all cases. */
  public DamagedLog(long seed) {
    logs = CaseFile.all().stream().map(c -> c.log().getBytes(UTF_8)).toList();
    random = new Random(seed);
  }

  /** The next log, of at most 256 KiB. */
  public byte[] next() {
    byte[] log = any();
    for (int i = random.nextInt(6); i >= 0; i--) {
      log = damaged(log);
      if (log.length > MOST_BYTES) log = Arrays.copyOf(log, MOST_BYTES);
    }
    return log;
  }

  private byte[] any() {
    return logs.get(random.nextInt(logs.size()));
  }

  private byte[] damaged(byte[] log) {
    if (log.length == 0) return any();
    return switch (random.nextInt(9)) {
      case 0 -> Arrays.copyOf(log, random.nextInt(log.length));
      case 1 -> without(log);
      case 2 -> flipped(log);
      case 3 -> with(log, STUMBLING.get(random.nextInt(STUMBLING.size())).getBytes(UTF_8));
      case 4 -> with(log, piece(any()));
      case 5 -> repeated(log);
      case 6 -> swapped(log);
      case 7 -> mixed(log, any());
      default -> glued(log);
    };
  }

  private byte[] piece(byte[] log) {
    int from = random.nextInt(log.length);
    return Arrays.copyOfRange(log, from, from + random.nextInt(log.length - from + 1));
  }

  private byte[] without(byte[] log) {
    int from = random.nextInt(log.length);
    int to = from + random.nextInt(log.length - from);
    return joined(Arrays.copyOf(log, from), Arrays.copyOfRange(log, to, log.length));
  }

  private byte[] flipped(byte[] log) {
    byte[] flipped = log.clone();
    for (int i = random.nextInt(20); i >= 0; i--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] with(byte[] log, byte[] inserted) {
    int at = random.nextInt(log.length + 1);
    return joined(Arrays.copyOf(log, at), inserted, Arrays.copyOfRange(log, at, log.length));
  }

  /** A few bytes, or some lines, many times in a row. */
  private byte[] repeated(byte[] log) {
    int from = random.nextInt(log.length);
    int length = 1 + random.nextInt(random.nextBoolean() ? 8 : 400);
    byte[] again = Arrays.copyOfRange(log, from, Math.min(log.length, from + length));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(log, 0, from);
    for (int i = random.nextInt(MOST_REPEATED); i >= 0; i--) out.writeBytes(again);
    out.write(log, from, log.length - from);
    return out.toByteArray();
  }

  private byte[] swapped(byte[] log) {
    List<byte[]> lines = lines(log);
    for (int i = random.nextInt(8); i >= 0; i--) {
      Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    }
    return joined(lines.toArray(byte[][]::new));
  }

  private byte[] mixed(byte[] log, byte[] other) {
    List<byte[]> mixed = new ArrayList<>();
    List<byte[]> left = lines(log);
    List<byte[]> right = lines(other);
    int taken = 0;
    for (byte[] line : left) {
      mixed.add(line);
      while (taken < right.size() && random.nextInt(3) > 0) mixed.add(right.get(taken++));
    }
    return joined(mixed.toArray(byte[][]::new));
  }

  private byte[] glued(byte[] log) {
    byte[] glued = log.clone();
    for (int i = 0; i < glued.length; i++) {
      if (glued[i] == '\n' && random.nextInt(6) == 0) glued[i] = ' ';
    }
    return glued;
  }

  private static List<byte[]> lines(byte[] log) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < log.length; i++) {
      if (log[i] != '\n') continue;
      lines.add(Arrays.copyOfRange(log, from, i + 1));
      from = i + 1;
    }
    lines.add(Arrays.copyOfRange(log, from, log.length));
    return lines;
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) out.writeBytes(part);
    return out.toByteArray();
  }
}

package dev.oopsight.app.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A kernel that talks: benign messages and whole traces, the same ones for the same seed. Numbers
 * and addresses differ from line to line; time goes on by about a second a message and 40 µs a line
 * of a trace.
 */
final class SampleKernel {

  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  private static final int ADDRESS_DIGITS = 8;
  private static final int NOTICE = 5;
  private static final int WARNING = 4;

  private final SplittableRandom random;
  private final byte[] host;
  private long micros = 5_000_000;

  SampleKernel(byte[] host, long seed) {
    this.host = host;
    this.random = new SplittableRandom(seed);
  }

  /** One benign message of level 5 to 7, ended by a newline. */
  void benign(ByteBuffer to, Dress dress) {
    micros += random.nextInt(2_000_000);
    dress.open(to, NOTICE + random.nextInt(3), micros, host);
    byte[] message = Phrases.BENIGN.get(random.nextInt(Phrases.BENIGN.size()));
    for (int i = 0; i < message.length; i++) {
      if (isNumber(message, i)) {
        number(to);
        i += 2;
      } else {
        put(to, dress, message[i]);
      }
    }
    dress.close(to);
    to.put((byte) '\n');
  }

  /** One trace, whose every line is ended by a newline; returns how many. */
  int trace(ByteBuffer to, Dress dress) {
    micros += 3_000_000;
    return say(Phrases.TRACES.get(random.nextInt(Phrases.TRACES.size())), to, dress);
  }

  /** The lines of a trace that the kernel's end marker ends, of a host that says nothing else. */
  static List<byte[]> endedTrace(byte[] host) {
    SampleKernel kernel = new SampleKernel(host, Arrays.hashCode(host));
    ByteBuffer text = ByteBuffer.allocate(1 << 14);
    List<byte[]> trace = Phrases.ENDED.get(kernel.random.nextInt(Phrases.ENDED.size()));
    kernel.say(trace, text, Dress.PRIORITY);
    return new String(text.array(), 0, text.position(), US_ASCII)
        .lines()
        .map(line -> line.getBytes(US_ASCII))
        .toList();
  }

  private int say(List<byte[]> trace, ByteBuffer to, Dress dress) {
    for (byte[] message : trace) {
      micros += random.nextInt(80);
      dress.open(to, WARNING, micros, host);
      message(to, dress, message);
      dress.close(to);
      to.put((byte) '\n');
    }
    return trace.size();
  }

  private void message(ByteBuffer to, Dress dress, byte[] message) {
    for (int i = 0; i < message.length; ) {
      int end = i;
      while (end < message.length && isHex(message[end])) end++;
      if (end - i >= ADDRESS_DIGITS) {
        // The upper half tells kernel addresses from others, and stays.
        int kept = (end - i) / 2;
        to.put(message, i, kept);
        for (int at = i + kept; at < end; at++) to.put(HEX[random.nextInt(HEX.length)]);
        i = end;
      } else {
        end = Math.max(end, i + 1);
        for (; i < end; i++) put(to, dress, message[i]);
      }
    }
  }

  private static void put(ByteBuffer to, Dress dress, byte b) {
    if (dress.quotes() && b == '\t') {
      to.put((byte) '\\').put((byte) 't');
      return;
    }
    if (dress.quotes() && (b == '"' || b == '\\')) to.put((byte) '\\');
    to.put(b);
  }

  private void number(ByteBuffer to) {
    for (char digit : Integer.toString(1 + random.nextInt(4095)).toCharArray()) {
      to.put((byte) digit);
    }
  }

  private static boolean isNumber(byte[] b, int i) {
    return b[i] == '{' && i + 2 < b.length && b[i + 1] == 'n' && b[i + 2] == '}';
  }

  private static boolean isHex(byte b) {
    return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f');
  }
}

package dev.oopsight.app.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Writes the log of one host: stretches of dmesg text and of syslog in turn, benign lines with
 * whole traces between them.
 */
final class SampleLog {

  /** The share of benign bytes in what a healthy machine with a fault now and then writes. */
  static final double MOSTLY_BENIGN = 0.85;

  static final double TRACES_ONLY = 0;

  private static final byte[] HOST = "web1".getBytes(US_ASCII);
  private static final int BUFFER = 1 << 20;
  private static final int LARGEST_PIECE = 1 << 17;
  private static final long STRETCH = 4_000_000;

  private SampleLog() {}

  /** Writes at least so many bytes, and hardly more; returns how many. */
  static long write(WritableByteChannel to, long bytes, double benignShare, long seed)
      throws IOException {
    SampleKernel kernel = new SampleKernel(HOST, seed);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    long benign = 0;
    long written = 0;
    while (written < bytes) {
      Dress dress = written / STRETCH % 2 == 0 ? Dress.DMESG : Dress.SYSLOG;
      int before = buffer.position();
      boolean isBenign = benign < benignShare * written || (written == 0 && benignShare > 0);
      if (isBenign) kernel.benign(buffer, dress);
      else kernel.trace(buffer, dress);
      int length = buffer.position() - before;
      written += length;
      if (isBenign) benign += length;
      if (buffer.remaining() < LARGEST_PIECE) drain(buffer, to);
    }
    drain(buffer, to);
    return written;
  }

  private static void drain(ByteBuffer buffer, WritableByteChannel to) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) to.write(buffer);
    buffer.clear();
  }
}

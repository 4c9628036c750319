package dev.oopsight.incident;

import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.TraceText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What an occurrence is named after: host, boot, the moment and the text of its header line. Kind,
 * fingerprint, sequence and offsets are left out, so a better parser, another shipper or a replay
 * gives the same name.
 */
final class Anchor {

  /** RFC 9562 name space of our ids: a UUID drawn once, for good. */
  private static final UUID NAMESPACE = UUID.fromString("7b1c5f0e-93d4-4c7a-8f21-5d0e6a4b9c3d");

  private static final Pattern SPACE = Pattern.compile("\\s++");

  private Anchor() {}

  /**
   * Names a trace.
   *
   * @param header its header as the grammar told it, without kernel time
   */
  static OccurrenceId of(TraceText text, String header) {
    String name = normalised(header);
    KernelLine line =
        text.lines().stream()
            .filter(l -> normalised(l.text()).contains(name))
            .findFirst()
            .orElse(text.lines().get(0));
    String moment =
        line.kernelTime()
            .map(t -> "k" + t.micros())
            .orElseGet(() -> "w" + line.time().at().getEpochSecond());
    return new OccurrenceId(uuid(text.host(), text.boot(), moment, name));
  }

  private static UUID uuid(HostId host, BootKey boot, String moment, String header) {
    return nameBased(host + "\n" + boot + "\n" + moment + "\n" + header);
  }

  private static String normalised(String header) {
    return SPACE.matcher(header.replace('\u00D7', 'x').strip()).replaceAll(" ");
  }

  /** UUIDv5: RFC 9562, section 5.5. */
  private static UUID nameBased(String name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(
          ByteBuffer.allocate(16)
              .putLong(NAMESPACE.getMostSignificantBits())
              .putLong(NAMESPACE.getLeastSignificantBits())
              .array());
      ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
      long high = (hash.getLong() & ~0xF000L) | 0x5000L;
      long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}

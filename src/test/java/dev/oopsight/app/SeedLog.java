package dev.oopsight.app;

import dev.oopsight.cases.CaseFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The seed's trace as a shipper that follows the console sends it, with kernel times of one's
 * choice: two different ones are two occurrences.
 */
final class SeedLog {

  /** When its first line was printed, by its record. */
  static final Instant BEGAN = Instant.parse("2009-06-25T03:12:01Z");

  /** How many frames its call trace has. */
  static final int FRAMES = 23;

  private static final List<String> TEXTS =
      CaseFile.named("page-allocation/seed-clean")
          .log()
          .lines()
          .map(line -> line.substring(line.indexOf(']') + 1))
          .toList();

  private SeedLog() {}

  /** Its lines, printed that many seconds after boot. */
  static List<String> lines(long uptimeSeconds) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < TEXTS.size(); i++) {
      lines.add("[%d.%06d]%s".formatted(uptimeSeconds, 100 + i, TEXTS.get(i)));
    }
    return lines;
  }

  /** Sends lines, each in a record of its own, a millisecond apart. */
  static void send(Site site, String host, Instant from, List<String> lines) {
    Instant at = from;
    for (String line : lines) {
      site.log(host, at, line);
      at = at.plus(Duration.ofMillis(1));
    }
  }

  /** Sends the trace of that kernel time, and what the host says when it is over. */
  static void sendWhole(Site site, String host, Instant from, long uptimeSeconds) {
    send(site, host, from, lines(uptimeSeconds));
    goOn(site, host, from.plusSeconds(60), uptimeSeconds + 60);
  }

  /** Sends benign lines, by which it is known that what was before is over. */
  static void goOn(Site site, String host, Instant at, long uptimeSeconds) {
    for (int i = 0; i < 10; i++) {
      site.log(
          host,
          at,
          "[%d.%06d] usb 1-2: USB disconnect, device number %d".formatted(uptimeSeconds, i, i));
    }
  }
}

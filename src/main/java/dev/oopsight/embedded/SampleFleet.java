package dev.oopsight.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

/**
 * A handful of hosts, each told by a file of its own and shipped in a format of its own: what
 * {@code demo} replays.
 *
 * <table>
 * <caption>The hosts</caption>
 * <tr><th>host</th><th>shipped as</th><th>what happens</th></tr>
 * <tr><td>web1</td><td>syslog lines of kern.log</td><td>page allocation failures of 2009, a change
 *     of two settings, a year of quiet</td></tr>
 * <tr><td>web2</td><td>a dmesg as one record</td><td>the same under another driver, TSO off</td></tr>
 * <tr><td>db1</td><td>raw /dev/kmsg records</td><td>an order-0 failure of today, with
 *     Mem-Info</td></tr>
 * <tr><td>batch1</td><td>the journal as JSON</td><td>the OOM killer</td></tr>
 * <tr><td>app1</td><td>RFC 5424</td><td>a NULL pointer dereference</td></tr>
 * <tr><td>edge1</td><td>syslog lines</td><td>nothing, but for a record that is no text</td></tr>
 * </table>
 */
public final class SampleFleet {

  private static final List<String> HOSTS =
      List.of("web1", "web2", "db1", "batch1", "app1", "edge1");

  private SampleFleet() {}

  /** The names of the hosts. */
  public static List<String> hosts() {
    return HOSTS;
  }

  /** Every record, in the order of the story. */
  public static List<SampleRecord> records() {
    return HOSTS.stream()
        .flatMap(host -> Story.read(text(host)).stream())
        .sorted(Comparator.comparing(SampleRecord::timestamp))
        .toList();
  }

  private static String text(String host) {
    try (InputStream story = SampleFleet.class.getResourceAsStream("/samples/" + host + ".story")) {
      return new String(story.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.oopsight.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.log.EventTime.Quality;
import dev.oopsight.log.LineView;
import dev.oopsight.parse.Reason;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<30>Jun 25 03:12:01 web1 systemd[1]: Started Daily apt.",
        "Jun 25 03:12:01 web1 sshd[812]: Accepted publickey for root",
        "Jun 25 03:12:01 web1 last message repeated 3 times",
        "<165>1 2026-11-23T00:00:00.1Z web1 nginx 12 - - GET / 200",
        "<6>1 2026-11-23T00:00:00.1Z web1 nginx 12 - - GET / 200",
        "2026-11-23T00:00:00+00:00 web1 cron[9]: (root) CMD (true)",
        "12,1814,4262686822339,-;Out of memory: Killed process 1 (fake)",
        "user  :notice: [   64.000000] Out of memory: Killed process 1 (fake)",
        "<12>[   64.000000] Out of memory: Killed process 1 (fake)",
        "{\"_TRANSPORT\":\"syslog\",\"MESSAGE\":\"BUG: no\",\"_HOSTNAME\":\"web1\"}",
        "{\"SYSLOG_IDENTIFIER\":\"sudo\",\"MESSAGE\":\"BUG: no\"}",
        "{\"facility\":\"daemon\",\"message\":\"BUG: no\"}",
        "{\"dmesg\":[{\"fac\":\"user\",\"pri\":\"info\",\"time\":1.0,\"msg\":\"BUG: no\"}]}",
        "{\"log\":\"Jun 25 03:12:01 web1 sshd[812]: BUG: no\"}",
        "2026-11-23T00:00:00.123456789Z stdout F BUG: no",
        "> Jun 25 03:12:01 web1 sshd[812]: BUG: no",
        "{\"metric\":1}",
      })
  void leavesWhatNoKernelPrinted(String record) {
    Collected collected = Collected.of(record);

    assertThat(collected.lines).isEmpty();
    assertThat(collected.refusals).isEmpty();
    assertThat(collected.notOurs).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dec 16 17:27:36 web1 kernel: BUG: x",
        "Dec  6 17:27:36 web1 kernel: BUG: x",
        "Jan  1 00:00:05 web1 kern.err kernel: BUG: x",
        "Nov 23 02:00:00.123456 web1 kernel: BUG: x",
        "Nov 23 02:00:00 web1 [   12.345678] BUG: x",
        "<3>2026-11-23T00:00:00.123456+00:00 web1 kernel: [   12.345678] BUG: x",
        "<3>1 2026-11-23T00:00:00Z web1 kernel - - [a b=\"c\\]\"][d] \uFEFFBUG: x",
        "Mon 2026-11-23 00:00:00 UTC web1 kernel: BUG: x",
        "1795392000.000443 web1 kernel: BUG: x",
        "[   12.345678] web1 kernel: BUG: x",
        "web1 kernel: [   12.345678] BUG: x",
        "{\"@timestamp\":\"2026-11-23T00:00:00.000Z\",\"message\":\"[   12.345678] BUG: x\","
            + "\"log\":{\"syslog\":{\"hostname\":\"web1\",\"appname\":\"kernel\"}},"
            + "\"host\":{\"name\":\"collector1\",\"id\":\"5e1f\"}}",
        "{\"HOST\":\"web1\",\"PROGRAM\":\"kernel\",\"PRIORITY\":\"err\",\"FACILITY\":\"kern\","
            + "\"MESSAGE\":\"BUG: x\",\"DATE\":\"Nov 23 00:00:00\"}",
        "{\"version\":\"1.1\",\"host\":\"web1\",\"short_message\":\"BUG: x\",\"level\":3}",
        "{\"transport\":\"kernel\",\"hostname\":\"web1\",\"message\":[\"BUG: x\"]}",
        "[{\"host\":\"web1\",\"msg\":\"BUG: x\"}]",
      })
  void findsTheKernelsTextAndItsHostBehindAnyPrefix(String record) {
    LineView line = Collected.of(record).only();

    assertThat(line.text()).isEqualTo("BUG: x");
    assertThat(line.host).isEqualTo("web1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "> BUG: x",
        ">> > BUG: x",
        "| [   12.345678] BUG: x",
        "  [Mon Nov 23 00:00:00 2026] BUG: x",
        "\tkern  :err   : [   12.345678] BUG: x",
        "2026-11-23T00:00:00.123456789Z stderr F <3>BUG: x",
      })
  void findsTheKernelsTextWhereALogIsQuoted(String record) {
    assertThat(Collected.of(record).only().text()).isEqualTo("BUG: x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kern  :warn  : ",
        "<4>Jun 25 03:12:01 ",
        "<4>1 2026-11-23T00:00:00Z web1 kernel - - - ",
        "2026-11-23T00:00:00Z stdout F ",
        "> kern  :warn  : ",
        "   kern  :warn  : ",
        "[   12.345678] ",
        "Jun 25 03:12:01 web1 kernel: ",
        "Jun 25 03:12:01 <4>",
      })
  void readsALineOfPrefixesAndNothingElse(String prefix) {
    String line = prefix.repeat(Bounds.DEFAULT.lineBytes() / prefix.length());

    Collected collected = Collected.of(line);

    assertThat(collected.refusals).isEmpty();
  }

  @Test
  void leavesTheMarkOfARowOfMemory() {
    assertThat(Collected.of(">ffff8880: fb").only().text()).isEqualTo(">ffff8880: fb");
    assertThat(Collected.of("> >ffff8880: fb").only().text()).isEqualTo(">ffff8880: fb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BUG: x",
        "<3>BUG: x",
        "kernel: BUG: x",
        "kernel:[   12.345678] BUG: x",
        "[   12.345678,1] BUG: x",
        "[   12.345678 <    0.000004>] BUG: x",
        "[Di Aug 12 03:54:03 2025] BUG: x",
        "[Nov23 02:31] BUG: x",
        "[  +0.000004] BUG: x",
        "2026-11-23T00:00:00.123Z [   12.345678] BUG: x",
        "[2026-11-23 00:00:00] [   12.345678] BUG: x",
        "\u001b[1;31mBUG: x\u001b[0m",
        "\u0000\u0000\u0000\u0000\u0000\u0000BUG: x",
        "\u00013BUG: x",
      })
  void findsTheKernelsTextWhereNoHostIsNamed(String line) {
    assertThat(Collected.of(line + " and a tail long enough to be text\r\n").texts())
        .containsExactly("BUG: x and a tail long enough to be text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[drm] Loading RS780 Microcode",
        "[<c0103a5b>] ? show_trace_log_lvl",
        " [<c0103a5b>] ? show_trace_log_lvl",
        "{1}[Hardware Error]: Hardware error from APEI",
        "<IRQ>  [<ffffffff802555f9>] __alloc_pages",
        "1 lock held by swapper/0/1:",
        "6 blocked for more than 120 seconds, a.b, really",
        "Mon petit chien",
        "Node 0 DMA: 1*4kB",
      })
  void leavesTextAloneThatOnlyLooksLikeAPrefix(String text) {
    assertThat(Collected.of(text).texts()).containsExactly(text);
  }

  @Test
  void putsTheMomentOfARelativeStampTogether() {
    Collected collected = Collected.of("[Nov23 02:31] a\n[  +0.500000] b\n[  +0.250000] c\n");

    assertThat(collected.lines.get(2).wallMicros).isEqualTo(micros("2026-11-23T02:31:00.75Z"));
    assertThat(collected.lines.get(2).wallQuality).isEqualTo(Quality.KERNEL);
  }

  @Test
  void givesADateWithoutAYearTheOneNearestToTheRecord() {
    Instant newYear = Instant.parse("2027-01-01T00:10:00Z");
    Origin origin = Origin.ofFile("web1", newYear);

    assertThat(Collected.of("Dec 31 23:59:59 web1 kernel: a".getBytes(UTF_8), origin).only())
        .extracting(line -> line.wallMicros)
        .isEqualTo(micros("2026-12-31T23:59:59Z"));
    assertThat(Collected.of("Jan  1 00:09:00 web1 kernel: a".getBytes(UTF_8), origin).only())
        .extracting(line -> line.wallMicros)
        .isEqualTo(micros("2027-01-01T00:09:00Z"));
    assertThat(Collected.of("Feb 29 12:00:00 web1 kernel: a".getBytes(UTF_8), origin).only())
        .extracting(line -> line.wallMicros)
        .isEqualTo(micros("2024-02-29T12:00:00Z"));
  }

  @Test
  void readsADateWithoutAZoneInTheOriginsZone() {
    Origin berlin =
        Origin.in(ZoneId.of("Europe/Berlin"))
            .record(null, null, Instant.parse("2026-07-01T00:00:00Z").toEpochMilli());
    byte[] summer = "Jun 25 03:12:01 web1 kernel: a".getBytes(UTF_8);
    byte[] zoned = "2026-06-25T03:12:01-05:30 web1 kernel: a".getBytes(UTF_8);

    assertThat(Collected.of(summer, berlin).only().wallMicros)
        .isEqualTo(micros("2026-06-25T01:12:01Z"));
    assertThat(Collected.of(zoned, berlin).only().wallMicros)
        .isEqualTo(micros("2026-06-25T08:42:01Z"));
  }

  @Test
  void namesTheHostByTheBestNameThereIs() {
    String journal = "{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":\"a\",%s\"_HOSTNAME\":\"web1\"}";
    Origin header =
        Origin.in(ZoneId.of("UTC")).record("web7".getBytes(UTF_8), "web9".getBytes(UTF_8), 0);

    assertThat(Collected.of(String.format(journal, "\"_MACHINE_ID\":\"c36e\",")).only().host)
        .isEqualTo("c36e");
    assertThat(Collected.of(String.format(journal, "")).only().host).isEqualTo("web1");
    assertThat(Collected.of(String.format(journal, "").getBytes(UTF_8), header).only().host)
        .isEqualTo("web7");
    assertThat(Collected.of("[   12.345678] a").only().host).isEqualTo("web9");
    assertThat(Collected.of("{\"host\":\"relay\",\"log\":\"Jun 25 03:12:01 web1 kernel: a\"}"))
        .extracting(collected -> collected.only().host)
        .isEqualTo("web1");
  }

  @Test
  void tellsTheFirstLineOfEachHostAndMinute() {
    String log =
        """
        Jun 25 03:12:01 web1 kernel: a
        Jun 25 03:12:59 web1 kernel: b
        Jun 25 03:12:59 web2 kernel: c
        Jun 25 03:13:00 web1 kernel: d
        """;

    assertThat(Collected.of(log.getBytes(UTF_8), Collected.nameless()).lines)
        .extracting(line -> line.text() + " " + line.beginsMinute)
        .containsExactly("a true", "b false", "c true", "d true");
  }

  @Test
  void takesLocalhostForANameOnlyWhereThereIsNoOther() {
    byte[] line = "Jun 25 03:12:01 localhost kernel: a".getBytes(UTF_8);

    assertThat(Collected.of(line).only().host).isEqualTo("web9");
    assertThat(Collected.of(line, Collected.nameless()).only().host).isEqualTo("localhost");
  }

  @Test
  void refusesConsecutiveLinesWithoutAHostAsOnePiece() {
    String record = "[    1.000000] a\n[    2.000000] b\nJun 25 03:12:01 web1 kernel: c\n";

    Collected collected = Collected.of(record.getBytes(UTF_8), Collected.nameless());

    assertThat(collected.texts()).containsExactly("c");
    assertThat(collected.refusals)
        .containsExactly(
            new Collected.Refusal(Reason.NO_HOST, 0, 33, "[    1.000000] a\n[    2.000000] b"));
  }

  @Test
  void refusesAHeaderThatNamesNoHost() {
    Origin bad = Origin.in(ZoneId.of("UTC")).record("a b".getBytes(UTF_8), null, 0);

    assertThat(Collected.of("a".getBytes(UTF_8), bad).reasons()).containsExactly(Reason.BAD_HOST);
  }

  @Test
  void refusesWhatIsNoTextAndWhatIsNothing() {
    assertThat(Collected.of(new byte[0]).reasons()).containsExactly(Reason.EMPTY);
    assertThat(Collected.of(" \r\n").reasons()).containsExactly(Reason.EMPTY);
    assertThat(Collected.of(new byte[] {0, 1, 2, 3, 4, 5, 'a'}).reasons())
        .containsExactly(Reason.BINARY);
  }

  @Test
  void refusesBrokenJsonAndGoesOnWithTheNextLine() {
    Collected collected =
        Collected.of("{\"msg\":\"a\"}\n{\"msg\":\"b\n{\"msg\":\"c\"}\n{\"msg\":\"d\"");

    assertThat(collected.texts()).containsExactly("a", "c");
    assertThat(collected.reasons()).containsExactly(Reason.MALFORMED_JSON, Reason.MALFORMED_JSON);
    assertThat(collected.refusals.get(0).excerpt()).isEqualTo("{\"msg\":\"b");
  }

  @Test
  void refusesJsonThatNobodyWrites() {
    String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
    String number = "{\"a\":" + "9".repeat(100_000) + "}";
    String name = "{\"" + "a".repeat(100_000) + "\":1}";

    assertThat(Collected.of(deep).reasons()).containsExactly(Reason.JSON_OVER_BOUNDS);
    assertThat(Collected.of("[{\"a\":" + "[".repeat(100_000)).reasons())
        .containsExactly(Reason.JSON_OVER_BOUNDS);
    assertThat(Collected.of(number).reasons()).containsExactly(Reason.JSON_OVER_BOUNDS);
    assertThat(Collected.of(name).reasons()).containsExactly(Reason.JSON_OVER_BOUNDS);
  }

  @Test
  void refusesWhatIsLargerThanTheBoundsAndReadsTheRest() {
    Collected collected = new Collected();
    byte[] record = ("a\n" + "x".repeat(101) + "\nb").getBytes(UTF_8);

    new LogReader(new Bounds(1000, 100))
        .read(record, 0, record.length, Collected.keyed("web1"), collected);
    new LogReader(new Bounds(50, 50))
        .read(record, 0, record.length, Collected.keyed("web1"), collected);

    assertThat(collected.texts()).containsExactly("a", "b");
    assertThat(collected.refusals)
        .extracting(Collected.Refusal::reason, Collected.Refusal::from, Collected.Refusal::to)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Reason.TOO_LARGE, 2, 103),
            org.assertj.core.groups.Tuple.tuple(Reason.TOO_LARGE, 0, 105));
  }

  @Test
  void refusesAMessageThatTheJournalLeftOut() {
    Collected collected = Collected.of("{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":null}");

    assertThat(collected.reasons()).containsExactly(Reason.MALFORMED_LINE);
  }

  @Test
  void readsTheFirstFragmentOfALongNetconsoleLineAndRefusesTheRest() {
    Collected collected =
        Collected.of(
            "6.13.0,4,416,1758426,-,ncfrag=0/31;the first chunk,\n"
                + "6.13.0,4,416,1758426,-,ncfrag=16/31;the 2nd chunk.");

    assertThat(collected.texts()).containsExactly("the first chunk,");
    assertThat(collected.reasons()).containsExactly(Reason.MALFORMED_LINE);
  }

  @Test
  void partsWhatASerialConsoleGlued() {
    Collected collected = Collected.of("web1 login: [  388.879777] ---[ cut here ]---");

    assertThat(collected.texts()).containsExactly("web1 login: ", "---[ cut here ]---");
    assertThat(collected.lines)
        .extracting(line -> line.kernelMicros)
        .containsExactly(LineView.UNKNOWN, 388_879_777L);
  }

  @Test
  void replacesBytesThatAreNoUtf8AndKeepsThoseThatPublishersReplaced() {
    byte[] damaged = "[    1.000000] mode:0?4020 0\u00d74020".getBytes(UTF_8);
    damaged[21] = (byte) 0xFF;

    assertThat(Collected.of(damaged).only().text()).isEqualTo("mode:0\uFFFD4020 0\u00d74020");
  }

  @Test
  void undoesEachCarriersEscapes() {
    assertThat(Collected.of("4,1,2,-;a\\x5cb\\x09c\\x0ad\n SUBSYSTEM=net\n DEVICE=n8").texts())
        .containsExactly("a\\b\tc", "d");
    assertThat(Collected.of("Jun 25 03:12:01 web1 kernel: a#011b#012 c [#1] #0129").texts())
        .containsExactly("a\tb", " c [#1] ", "9");
    assertThat(Collected.of("{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":\"\\ud83d\\ude00 \\ud83d\"}"))
        .extracting(collected -> collected.only().text())
        .isEqualTo("\uD83D\uDE00 \uFFFD");
  }

  @Test
  void keepsNoStateFromOneRecordToTheNext() {
    Collected collected = new Collected();
    LogReader reader = new LogReader();
    for (String record : new String[] {"4,1,2,-;a", " SUBSYSTEM=net"}) {
      byte[] bytes = record.getBytes(UTF_8);
      reader.read(bytes, 0, bytes.length, Collected.keyed("web1"), collected);
    }

    assertThat(collected.texts()).containsExactly("a", " SUBSYSTEM=net");
  }

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  @Test
  void tellsOfTheNumbersThatProcessesTookInTheKernelsBuffer() {
    Collected kmsg = Collected.of("4,1,2,-;a\n30,2,3,-;systemd[1]: Started x.\n4,3,4,-;b");
    Collected json =
        Collected.of(
            "{\"priority\":30,\"sequence\":7,\"sec\":1,\"usec\":2,\"msg\":\"Started x.\"}");
    Collected syslog = Collected.of("<30>Jan  5 12:00:00 web9 systemd[1]: Started x.");

    assertThat(kmsg.aside).containsExactly(2L);
    assertThat(kmsg.notOurs).isEqualTo(1);
    assertThat(json.aside).containsExactly(7L);
    assertThat(json.notOurs).isEqualTo(1);
    assertThat(syslog.aside).isEmpty();
    assertThat(syslog.notOurs).isEqualTo(1);
  }
}

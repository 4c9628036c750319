package dev.oopsight.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.oopsight.log.Caller;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Every log format that is read, as something that can be written: the same lines of a kernel as
 * each shipper would carry them. Laws over formats hold what comes out of one against another.
 *
 * <p>A {@link Line} is one printk; a newline inside its text is written as the carrier does it, and
 * reads back as several lines with the same stamp. {@link #carries} says which facts survive.
 */
@SuppressWarnings("ImmutableEnumChecker") // its functions and sets never change
public enum Formats {
  /** printk.time=0: nothing but the text. */
  BARE("dmesg", Set.of(), line -> everyLine("", line)),
  /** A serial console, or plain dmesg. */
  CONSOLE("dmesg", Set.of(Fact.KERNEL_TIME), line -> everyLine(stamp(line), line)),
  /** A serial console of a kernel that prints its callers. */
  CONSOLE_WITH_CALLER(
      "dmesg",
      Set.of(Fact.KERNEL_TIME, Fact.CALLER),
      line -> everyLine("[" + seconds(line) + "]" + caller(line, "[%6s]") + " ", line)),
  /** A serial console in a reply to a mail. */
  QUOTED_CONSOLE("dmesg", Set.of(Fact.KERNEL_TIME), line -> everyLine("> " + stamp(line), line)),
  /** A serial console as a container's output, read by the node's agent. */
  CONTAINER(
      "dmesg",
      Set.of(Fact.KERNEL_TIME, Fact.WALL_SECOND, Fact.WALL_MICROS),
      line -> everyLine(iso(line) + " stdout F " + stamp(line), line)),
  /** util-linux dmesg: further lines of one printk are indented. */
  DMESG("dmesg", Set.of(Fact.KERNEL_TIME), line -> indented(stamp(line), line)),
  /** dmesg -r. */
  DMESG_RAW(
      "dmesg",
      Set.of(Fact.KERNEL_TIME, Fact.LEVEL),
      line -> everyLine("<" + line.level + ">" + stamp(line), line)),
  /** dmesg -x. */
  DMESG_DECODED(
      "dmesg",
      Set.of(Fact.KERNEL_TIME, Fact.LEVEL),
      line -> indented(String.format("kern  :%-6s: ", name(line.level)) + stamp(line), line)),
  /** dmesg of a kernel that prints its callers. */
  DMESG_WITH_CALLER(
      "dmesg",
      Set.of(Fact.KERNEL_TIME, Fact.CALLER),
      line -> indented(stamp(line) + caller(line, "[%s] "), line)),
  /** dmesg -T: whole seconds of the wall clock. */
  DMESG_CTIME(
      "dmesg",
      Set.of(Fact.WALL_SECOND),
      line -> indented(date("'['EEE MMM d HH:mm:ss yyyy'] '", line), line)),
  /** dmesg --time-format iso. */
  DMESG_ISO(
      "dmesg",
      Set.of(Fact.WALL_SECOND, Fact.WALL_MICROS),
      line -> indented(date("uuuu-MM-dd'T'HH:mm:ss,SSSSSS'+00:00 '", line), line)),
  /** dmesg -J, all lines in one document. */
  DMESG_JSON("dmesg", Set.of(Fact.KERNEL_TIME, Fact.LEVEL, Fact.CALLER), Formats::dmesgEntry) {
    @Override
    public byte[] packed(List<Line> lines) {
      String entries = lines.stream().map(Formats::dmesgEntry).collect(joining(","));
      return ("{\n   \"dmesg\": [\n      " + entries + "\n   ]\n}\n").getBytes(UTF_8);
    }

    @Override
    public List<byte[]> records(List<Line> lines) {
      return List.of(packed(lines));
    }
  },
  /** /dev/kmsg, with the dictionary that a driver adds. */
  KMSG(
      "kmsg",
      Set.of(Fact.KERNEL_TIME, Fact.LEVEL, Fact.SEQUENCE, Fact.CALLER),
      line -> kmsg("", line) + "\n SUBSYSTEM=net\n DEVICE=n8"),
  /** netconsole's extended format with the release before it. */
  NETCONSOLE(
      "netconsole",
      Set.of(Fact.KERNEL_TIME, Fact.LEVEL, Fact.SEQUENCE, Fact.CALLER),
      line -> kmsg("6.12.95-amd64,", line)),
  /** RFC 3164 as klogd and rsyslog write it into a file. */
  SYSLOG(
      "syslog",
      Set.of(Fact.KERNEL_TIME, Fact.WALL_SECOND, Fact.HOST),
      line -> syslog(bsd(line), stamp(line), line)),
  /** The same within other text. */
  SYSLOG_INDENTED(
      "syslog",
      Set.of(Fact.KERNEL_TIME, Fact.WALL_SECOND, Fact.HOST),
      line -> "    " + syslog(bsd(line), stamp(line), line)),
  /** RFC 3164 of a kernel without printk.time. */
  SYSLOG_WITHOUT_STAMP(
      "syslog", Set.of(Fact.WALL_SECOND, Fact.HOST), line -> syslog(bsd(line), "", line)),
  /** RFC 3164 as it goes over the network. */
  SYSLOG_WITH_PRIORITY(
      "syslog",
      Set.of(Fact.KERNEL_TIME, Fact.WALL_SECOND, Fact.HOST, Fact.LEVEL),
      line -> syslog("<" + line.level + ">" + bsd(line), stamp(line), line)),
  /** RFC 5424. */
  SYSLOG_5424(
      "syslog",
      Set.of(Fact.KERNEL_TIME, Fact.WALL_SECOND, Fact.WALL_MICROS, Fact.HOST, Fact.LEVEL),
      line ->
          String.format(
              "<%d>1 %s %s kernel - - - %s%s",
              line.level, iso(line), line.host, stamp(line), octal(line.text))),
  /** rsyslog's file format; syslog-ng's default template. */
  SYSLOG_ISO(
      "syslog",
      Set.of(Fact.KERNEL_TIME, Fact.WALL_SECOND, Fact.WALL_MICROS, Fact.HOST),
      line -> syslog(date("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'", line), stamp(line), line)),
  /** journalctl -o short-monotonic. */
  JOURNAL_MONOTONIC(
      "syslog",
      Set.of(Fact.KERNEL_TIME, Fact.HOST),
      line -> everyLine(stamp(line) + line.host + " kernel: ", line)),
  /** journalctl -o json. */
  JOURNAL_JSON(
      "journald",
      Set.of(
          Fact.KERNEL_TIME, Fact.LEVEL, Fact.HOST, Fact.BOOT, Fact.WALL_SECOND, Fact.WALL_MICROS),
      line -> journal(line, "\"MESSAGE\":" + quoted(line.text))),
  /** journalctl -o json, where a message that is not printable is an array of bytes. */
  JOURNAL_BYTES(
      "journald",
      Set.of(
          Fact.KERNEL_TIME, Fact.LEVEL, Fact.HOST, Fact.BOOT, Fact.WALL_SECOND, Fact.WALL_MICROS),
      line -> journal(line, "\"MESSAGE\":" + numbers(line.text))),
  /** Vector's journald source. */
  VECTOR(
      "journald",
      Set.of(
          Fact.KERNEL_TIME, Fact.LEVEL, Fact.HOST, Fact.BOOT, Fact.WALL_SECOND, Fact.WALL_MICROS),
      line ->
          "{\"PRIORITY\":\""
              + line.level
              + "\",\"_BOOT_ID\":\""
              + Formats.BOOT_ID
              + "\",\"_SOURCE_MONOTONIC_TIMESTAMP\":\""
              + line.kernelMicros
              + "\",\"_TRANSPORT\":\"kernel\",\"host\":\""
              + line.host
              + "\",\"message\":"
              + quoted(line.text)
              + ",\"source_type\":\"journald\",\"timestamp\":\""
              + iso(line)
              + "\"}"),
  /** Fluent Bit's in_tail on kern.log. */
  FLUENT_BIT_TAIL(
      "json",
      Set.of(Fact.KERNEL_TIME, Fact.HOST, Fact.WALL_SECOND),
      line ->
          "{\"@timestamp\":"
              + epoch(line)
              + ",\"log\":"
              + quoted(syslog(bsd(line), stamp(line), line))
              + "}"),
  /** Fluent Bit's in_kmsg. */
  FLUENT_BIT_KMSG(
      "kmsg",
      Set.of(Fact.KERNEL_TIME, Fact.LEVEL, Fact.SEQUENCE, Fact.WALL_SECOND, Fact.WALL_MICROS),
      line ->
          String.format(
              "{\"@timestamp\":%s,\"priority\":%d,\"sequence\":%d,\"sec\":%d,"
                  + "\"usec\":%d,\"msg\":%s}",
              epoch(line),
              line.level,
              line.sequence,
              line.kernelMicros / 1_000_000,
              line.kernelMicros % 1_000_000,
              quoted(hex(line.text) + "\n SUBSYSTEM=net\n DEVICE=n8"))),
  /** rsyslog's imkmsg with a JSON template. */
  RSYSLOG_JSON(
      "json",
      Set.of(Fact.LEVEL, Fact.SEQUENCE, Fact.HOST, Fact.WALL_SECOND, Fact.WALL_MICROS),
      line ->
          String.format(
              "{\"host\":\"%s\",\"time\":\"%s\",\"sev\":\"%d\",\"tag\":\"kernel:\",\"msg\":%s,"
                  + "\"kmsg\":{\"sequnum\":%d}}",
              line.host, iso(line), line.level, quoted(line.text), line.sequence)),
  /** Filebeat's journald input. */
  FILEBEAT(
      "journald",
      Set.of(Fact.LEVEL, Fact.HOST, Fact.BOOT, Fact.WALL_SECOND, Fact.WALL_MICROS),
      line ->
          String.format(
              "{\"@timestamp\":\"%s\",\"message\":%s,\"host\":{\"hostname\":\"%s\"},"
                  + "\"syslog\":{\"priority\":%d,\"facility\":0,\"identifier\":\"kernel\"},"
                  + "\"systemd\":{\"transport\":\"kernel\"},"
                  + "\"journald\":{\"host\":{\"boot_id\":\"%s\"}},\"ecs\":{\"version\":\"8.0.0\"}}",
              iso(line), quoted(line.text), line.host, line.level, Formats.BOOT_ID));

  /** What a format may tell of a line beside its text. */
  public enum Fact {
    LEVEL,
    SEQUENCE,
    KERNEL_TIME,
    CALLER,
    HOST,
    BOOT,
    /** The second of the wall clock. */
    WALL_SECOND,
    /** The wall clock to the microsecond. */
    WALL_MICROS
  }

  /**
   * One printk.
   *
   * @param level 0 to 7
   * @param sequence printk's number, from 0
   * @param kernelMicros microseconds since boot
   * @param caller who called printk
   * @param text printable, newlines apart; no line of it blank
   * @param host a host's name
   * @param time wall clock, between 2 days before and after {@link #RECEIVED}; whole microseconds
   */
  public record Line(
      int level,
      long sequence,
      long kernelMicros,
      Optional<Caller> caller,
      String text,
      String host,
      Instant time) {

    /** The lines that a reader finds in it. */
    public List<String> texts() {
      return List.of(text.split("\n", -1));
    }
  }

  /** When the records came: what dates without a year are near to. */
  public static final Instant RECEIVED = Instant.parse("2026-11-23T03:00:00Z");

  /** The boot id that formats with one write. */
  public static final String BOOT_ID = "124c781146e841ae8d9b4590df8b9231";

  private static final String[] LEVELS = {
    "emerg", "alert", "crit", "err", "warn", "notice", "info", "debug"
  };

  private final String source;
  private final Set<Fact> facts;
  private final Function<Line, String> writer;

  Formats(String source, Set<Fact> facts, Function<Line, String> writer) {
    this.source = source;
    this.facts = facts.isEmpty() ? EnumSet.noneOf(Fact.class) : EnumSet.copyOf(facts);
    this.writer = writer;
  }

  /** The name that {@code dev.oopsight.log.Source} gives the format. */
  public String source() {
    return source;
  }

  /** Whether a line in this format tells that fact; the caller only of a line that has one. */
  public boolean carries(Fact fact) {
    return facts.contains(fact);
  }

  /** One record a line, or one for all where the format knows nothing less. */
  public List<byte[]> records(List<Line> lines) {
    return lines.stream().map(line -> writer.apply(line).getBytes(UTF_8)).toList();
  }

  /** All lines in one record, parted by newlines. */
  public byte[] packed(List<Line> lines) {
    return lines.stream().map(writer).collect(joining("\n", "", "\n")).getBytes(UTF_8);
  }

  private static String name(int level) {
    return LEVELS[level];
  }

  private static String everyLine(String prefix, Line line) {
    return prefix + line.text.replace("\n", "\n" + prefix);
  }

  private static String indented(String prefix, Line line) {
    return prefix + line.text.replace("\n", "\n" + " ".repeat(prefix.length()));
  }

  private static String seconds(Line line) {
    return String.format("%5d.%06d", line.kernelMicros / 1_000_000, line.kernelMicros % 1_000_000);
  }

  private static String stamp(Line line) {
    return "[" + seconds(line) + "] ";
  }

  private static String caller(Line line, String format) {
    return line.caller.map(caller -> String.format(format, caller)).orElse("");
  }

  private static String date(String pattern, Line line) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(line.time);
  }

  private static String iso(Line line) {
    return date("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", line);
  }

  /** Seconds since 1970, as Fluent Bit writes its events' times. */
  private static String epoch(Line line) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, line.time);
    return String.format("%d.%06d", micros / 1_000_000, micros % 1_000_000);
  }

  private static String bsd(Line line) {
    return date("MMM ppd HH:mm:ss", line);
  }

  private static String syslog(String time, String stamp, Line line) {
    return time + " " + line.host + " kernel: " + stamp + octal(line.text);
  }

  private static String octal(String text) {
    return text.replace("\t", "#011").replace("\n", "#012");
  }

  private static String kmsg(String release, Line line) {
    return String.format(
        "%s%d,%d,%d,-%s;%s",
        release,
        line.level,
        line.sequence,
        line.kernelMicros,
        caller(line, ",caller=%s"),
        hex(line.text));
  }

  private static String hex(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      if (b < ' ' || b == 0x7F || b == '\\') escaped.append(String.format("\\x%02x", b));
      else escaped.append((char) b);
    }
    return escaped.toString();
  }

  private static String dmesgEntry(Line line) {
    return String.format(
        "{\n         \"pri\": %d,\n         \"time\": %12s,%s\n         \"msg\": %s\n      }",
        line.level,
        seconds(line),
        caller(line, "\n         \"caller\": \"%s\","),
        quoted(line.text));
  }

  private static String journal(Line line, String message) {
    return String.format(
        "{\"__CURSOR\":\"s=1\",\"__REALTIME_TIMESTAMP\":\"%d\",\"__MONOTONIC_TIMESTAMP\":\"%d\","
            + "\"_BOOT_ID\":\"%s\",\"PRIORITY\":\"%d\",\"SYSLOG_FACILITY\":\"0\","
            + "\"SYSLOG_IDENTIFIER\":\"kernel\",\"_TRANSPORT\":\"kernel\",\"_HOSTNAME\":\"%s\","
            + "\"_SOURCE_MONOTONIC_TIMESTAMP\":\"%d\",%s}",
        ChronoUnit.MICROS.between(Instant.EPOCH, line.time),
        line.kernelMicros + 1_234,
        BOOT_ID,
        line.level,
        line.host,
        line.kernelMicros,
        message);
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') json.append('\\').append(c);
      else if (c == '\n') json.append("\\n");
      else if (c < ' ') json.append(String.format("\\u%04x", (int) c));
      else json.append(c);
    }
    return json.append('"').toString();
  }

  private static String numbers(String text) {
    StringBuilder json = new StringBuilder("[");
    for (byte b : text.getBytes(UTF_8)) {
      if (json.length() > 1) json.append(',');
      json.append(b & 0xFF);
    }
    return json.append(']').toString();
  }
}

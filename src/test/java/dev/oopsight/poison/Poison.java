package dev.oopsight.poison;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.cases.CaseFile;
import dev.oopsight.wire.Formats;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Records that break something: real ones of every format, damaged, and such as nobody sends. */
public final class Poison {

  /** Which input a record is for. */
  public enum Input {
    LOGS,
    CONFIGS
  }

  /**
   * One record.
   *
   * @param key null where it has none
   * @param host value of its host-id header; null where it has none
   * @param value null where it has none
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Sent(Input input, byte[] key, byte[] host, byte[] value) {}

  private static final List<String> TEXTS =
      CaseFile.all().stream()
          .flatMap(c -> c.log().lines())
          .map(line -> line.replaceFirst("^(<\\d>)?\\[ *[\\d.]+\\] ?", ""))
          .filter(line -> !line.isBlank())
          .toList();

  private static final String[] NUMBERS = {
    "-1",
    "0",
    "1e400",
    "-0",
    "9".repeat(30),
    "9223372036854775807",
    "9223372036854775808",
    "1e-9",
    "2147483648",
    "253402300800",
    "253402300800000000",
    "0x10",
    "NaN",
    "1.7976931348623157e309",
    "1".repeat(127),
    "1".repeat(500)
  };

  private static final String[] ODD = {
    "\u0000",
    "\u001b[31m",
    "\u001b]0;title\u0007",
    "\ufffd",
    "\u2028",
    "\ud83d\ude00",
    "\r",
    "\n",
    "\t",
    "#012",
    "\\x00",
    "\\u0000",
    "%n%s",
    "\"",
    "{",
    "}",
    "[",
    "]",
    "<",
    ">",
    "\u0085",
    "\ufeff"
  };

  private static final String[] FIELDS = {
    "MESSAGE",
    "_BOOT_ID",
    "_HOSTNAME",
    "_MACHINE_ID",
    "PRIORITY",
    "_TRANSPORT",
    "SYSLOG_FACILITY",
    "__REALTIME_TIMESTAMP",
    "_SOURCE_MONOTONIC_TIMESTAMP",
    "msg",
    "pri",
    "time",
    "priority",
    "sec",
    "usec",
    "sequence",
    "log",
    "host",
    "hostname",
    "message",
    "timestamp",
    "date",
    "caller",
    "dmesg"
  };

  private final Random random;

  /** Poison that is the same each time. */
  public Poison(long seed) {
    random = new Random(seed);
  }

  /** So many records, of all sorts. */
  public List<Sent> records(int count) {
    List<Sent> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(random.nextInt(5) == 0 ? config() : log());
    }
    return records;
  }

  private Sent log() {
    byte[] value =
        switch (random.nextInt(12)) {
          case 0 -> noise();
          case 1 -> json(3).getBytes(UTF_8);
          case 2 -> nested();
          case 3 -> framed();
          case 4 -> random.nextInt(4) == 0 ? null : new byte[random.nextInt(3)];
          case 5 -> numbered();
          case 6 -> journal().getBytes(UTF_8);
          case 7 -> headers();
          default -> damaged(formatted());
        };
    return new Sent(Input.LOGS, name(), name(), value);
  }

  private Sent config() {
    byte[] value =
        switch (random.nextInt(9)) {
          case 0 -> noise();
          case 1 -> json(3).getBytes(UTF_8);
          case 2 -> nested();
          case 3 -> framed();
          case 4 -> null;
          case 5 ->
              damaged(("vm.x = " + odd() + "\n# sysctl -a\n" + text() + " = 1\n").getBytes(UTF_8));
          case 6 -> snapshot().getBytes(UTF_8);
          default -> damaged(snapshot().getBytes(UTF_8));
        };
    return new Sent(Input.CONFIGS, name(), name(), value);
  }

  /** A host's name, mostly a good one of few. */
  private byte[] name() {
    return switch (random.nextInt(60)) {
      case 0 -> null;
      case 1 -> new byte[0];
      case 2 -> "h".repeat(10_240).getBytes(UTF_8);
      case 3 -> "caf\u00e9".getBytes(ISO_8859_1);
      case 4 -> noise();
      case 5 -> odd().getBytes(UTF_8);
      default -> ("poisoned" + random.nextInt(8)).getBytes(UTF_8);
    };
  }

  private byte[] noise() {
    byte[] bytes = new byte[1 + random.nextInt(400)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] formatted() {
    Formats format = one(Formats.values());
    List<Formats.Line> lines = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      lines.add(
          new Formats.Line(
              random.nextInt(8),
              random.nextInt(100_000),
              random.nextInt(1_000_000_000),
              Optional.empty(),
              text(),
              "poisoned" + random.nextInt(8),
              Instant.ofEpochSecond(1_700_000_000 + random.nextInt(1_000_000))));
    }
    return format.packed(lines);
  }

  private byte[] damaged(byte[] good) {
    byte[] bytes = good.clone();
    for (int i = random.nextInt(6); i > 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes = Arrays.copyOf(bytes, at);
        case 2 -> bytes = spliced(bytes, at, at, odd().getBytes(UTF_8));
        case 3 -> bytes = spliced(bytes, at, Math.min(bytes.length, at + 9), new byte[0]);
        default -> bytes = spliced(bytes, at, at, one(NUMBERS).getBytes(UTF_8));
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
    return ByteBuffer.allocate(bytes.length - (to - from) + with.length)
        .put(bytes, 0, from)
        .put(with)
        .put(bytes, to, bytes.length - to)
        .array();
  }

  private String json(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) return scalar();
    StringBuilder json = new StringBuilder();
    boolean object = random.nextBoolean();
    json.append(object ? '{' : '[');
    for (int i = random.nextInt(5); i > 0; i--) {
      if (object) json.append(quoted(one(FIELDS))).append(':');
      json.append(json(depth - 1)).append(i > 1 || random.nextInt(20) == 0 ? "," : "");
    }
    return json.append(object ? '}' : ']').toString();
  }

  private String scalar() {
    return switch (random.nextInt(5)) {
      case 0 -> one(NUMBERS);
      case 1 -> quoted(odd());
      case 2 -> quoted(text());
      case 3 -> one("null", "true", "false", "nul", "''");
      default -> quoted(one(NUMBERS));
    };
  }

  private byte[] nested() {
    String open = one("{\"a\":", "[", "{\"dmesg\":[", "{\"sections\":[{\"values\":");
    return open.repeat(1 + random.nextInt(20_000)).getBytes(UTF_8);
  }

  /** What a registry's serializer writes, on a topic that is for text. */
  private byte[] framed() {
    byte[] body = random.nextBoolean() ? noise() : StoredFormat.KERNEL_LINES.encode(List.of());
    return ByteBuffer.allocate(5 + body.length)
        .put((byte) 0)
        .putInt(random.nextInt(1 << (1 + random.nextInt(30))))
        .put(body)
        .array();
  }

  private byte[] numbered() {
    String n = one(NUMBERS);
    return one(
            "[%s.%s] BUG: unable to handle page fault",
            "<%s>[%s.000000] Oops: 0000 [#1] SMP",
            "4,%s,%s,-;BUG: unable to handle page fault",
            "%s,1,%s,-,caller=T%<s;Call Trace:",
            "<%s>1 %s-01-01T00:00:00Z web1 kernel - - - [1.000000] BUG: Bad page state",
            "Jun %s 03:%s:01 web1 kernel: [1.000000] BUG: Bad page state",
            "[    1.000000] RIP: 0010:f+0x%s/0x%s",
            "[    1.000000] swapper: page allocation failure. order:%s, mode:0x%s",
            "[    1.000000] %s callbacks suppressed %s")
        .formatted(n, one(NUMBERS))
        .getBytes(UTF_8);
  }

  private String journal() {
    StringBuilder json = new StringBuilder("{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":");
    json.append(quoted(text()));
    for (int i = random.nextInt(8); i > 0; i--) {
      json.append(',').append(quoted(one(FIELDS))).append(':').append(scalar());
    }
    return json.append('}').toString();
  }

  /** Many traces that begin in one moment. */
  private byte[] headers() {
    StringBuilder lines = new StringBuilder();
    for (int i = random.nextInt(50); i > 0; i--) {
      lines.append("[%d.%06d] %s\n".formatted(random.nextInt(5), random.nextInt(5), text()));
    }
    return lines.toString().getBytes(UTF_8);
  }

  private String snapshot() {
    String at =
        one(
            "2009-06-25T03:12:01Z",
            "2009-06-26T03:12:01+14:00",
            "1970-01-01T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "1969-12-31T23:59:59Z",
            "2024-02-30T00:00:00Z",
            odd());
    return "{\"host\":%s,\"collected_at\":\"%s\",\"sections\":[{\"name\":%s,\"full\":%s,\"values\":{%s:%s}},%s]}"
        .formatted(
            one(quoted("poisoned1"), quoted("poisoned2"), scalar()),
            at,
            one(quoted("sysctl"), quoted("nic:eth0:feature"), quoted(odd())),
            one("true", "false", "1"),
            one(quoted("vm.x"), quoted(odd()), quoted("")),
            scalar(),
            one("{\"name\":\"c\"}", "{\"name\":\"a:b\",\"values\":{}}", json(2)));
  }

  private String odd() {
    return Stream.generate(() -> one(ODD)).limit(1 + random.nextInt(4)).reduce("", String::concat)
        + (random.nextBoolean() ? "x" : "");
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  /** As JSON writes it, mostly. */
  private String quoted(String text) {
    if (random.nextInt(30) == 0) return "\"" + text + "\"";
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') json.append("\\u%04x".formatted((int) c));
      else json.append(c);
    }
    return json.append('"').toString();
  }

  @SafeVarargs
  private <T> T one(T... of) {
    return of[random.nextInt(of.length)];
  }
}

package dev.oopsight.app.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a carrier puts around a kernel's message. */
enum Dress {
  /** {@code [ 12.345678] message}. */
  DMESG {
    @Override
    void open(ByteBuffer to, int level, long micros, byte[] host) {
      stamp(to, micros);
    }
  },
  /** {@code <6>[ 12.345678] message}. */
  PRIORITY {
    @Override
    void open(ByteBuffer to, int level, long micros, byte[] host) {
      to.put((byte) '<').put((byte) ('0' + level)).put((byte) '>');
      stamp(to, micros);
    }
  },
  /** {@code Mar 3 12:00:00 web1 kernel: [ 12.345678] message}, RFC 3164. */
  SYSLOG {
    @Override
    void open(ByteBuffer to, int level, long micros, byte[] host) {
      head(to, micros, host);
      to.put(KERNEL);
      stamp(to, micros);
    }
  },
  /** A line of a daemon in the same log. */
  DAEMON {
    @Override
    void open(ByteBuffer to, int level, long micros, byte[] host) {
      head(to, micros, host);
      to.put(SERVICE);
    }
  },
  /** {@code journalctl -o json}. */
  JOURNAL {
    @Override
    void open(ByteBuffer to, int level, long micros, byte[] host) {
      String before =
          ("{\"__REALTIME_TIMESTAMP\":\"%d\",\"__MONOTONIC_TIMESTAMP\":\"%d\","
                  + "\"_BOOT_ID\":\"0f1e2d3c4b5a69788796a5b4c3d2e1f0\",\"_TRANSPORT\":\"kernel\","
                  + "\"_HOSTNAME\":\"%s\",\"PRIORITY\":\"%d\",\"SYSLOG_FACILITY\":\"0\","
                  + "\"SYSLOG_IDENTIFIER\":\"kernel\",\"_SOURCE_MONOTONIC_TIMESTAMP\":\"%d\","
                  + "\"MESSAGE\":\"")
              .formatted(
                  BOOTED.toEpochMilli() * 1_000 + micros,
                  micros,
                  new String(host, US_ASCII),
                  level,
                  micros);
      to.put(before.getBytes(US_ASCII));
    }

    @Override
    void close(ByteBuffer to) {
      to.put((byte) '"').put((byte) '}');
    }

    @Override
    boolean quotes() {
      return true;
    }
  };

  private static final Instant BOOTED = Instant.parse("2024-03-03T12:00:00Z");
  private static final long MICROS = 1_000_000;
  private static final byte[] KERNEL = " kernel: ".getBytes(US_ASCII);
  private static final byte[] SERVICE = " deploy-agent[4711]: ".getBytes(US_ASCII);
  private static final DateTimeFormatter RFC_3164 =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss ", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Writes what stands before the message. */
  abstract void open(ByteBuffer to, int level, long micros, byte[] host);

  /** Writes what stands after it. */
  void close(ByteBuffer to) {}

  /** Whether quotes, backslashes and tabs in the message must be escaped as in JSON. */
  boolean quotes() {
    return false;
  }

  private static void head(ByteBuffer to, long micros, byte[] host) {
    to.put(RFC_3164.format(BOOTED.plusSeconds(micros / MICROS)).getBytes(US_ASCII)).put(host);
  }

  /** {@code [%5lu.%06lu] }, as kernel/printk/printk.c prints it. */
  private static void stamp(ByteBuffer to, long micros) {
    to.put((byte) '[');
    digits(to, micros / MICROS, 5, ' ');
    to.put((byte) '.');
    digits(to, micros % MICROS, 6, '0');
    to.put((byte) ']').put((byte) ' ');
  }

  private static void digits(ByteBuffer to, long number, int width, char pad) {
    String text = Long.toString(number);
    for (int i = text.length(); i < width; i++) to.put((byte) pad);
    for (int i = 0; i < text.length(); i++) to.put((byte) text.charAt(i));
  }
}

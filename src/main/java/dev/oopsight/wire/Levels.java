package dev.oopsight.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Names of levels and facilities as syslog, dmesg and the shippers write them.
 *
 * <p>Source: RFC 5424 tables 1 and 2; util-linux sys-utils/dmesg.c; {@code facilitynames} and
 * {@code prioritynames} of glibc's sys/syslog.h.
 */
final class Levels {

  private static final String[][] LEVELS = {
    {"emerg", "emergency", "panic"},
    {"alert"},
    {"crit", "critical", "fatal"},
    {"err", "error"},
    {"warn", "warning"},
    {"notice"},
    {"info", "informational", "information"},
    {"debug"},
  };

  private static final String[] FACILITIES = {
    "kern",
    "user",
    "mail",
    "daemon",
    "auth",
    "syslog",
    "lpr",
    "news",
    "uucp",
    "cron",
    "authpriv",
    "ftp",
    "ntp",
    "audit",
    "res0",
    "res1",
    "local0",
    "local1",
    "local2",
    "local3",
    "local4",
    "local5",
    "local6",
    "local7",
    "security",
    "clock",
    "console",
    "res2",
    "res3",
    "res4",
    "res5",
  };

  private static final byte[] KERNEL = "kern".getBytes(ISO_8859_1);

  private static final ByteTable<Integer> LEVEL_BY_NAME = new ByteTable<>(256);
  private static final ByteTable<Integer> FACILITY_BY_NAME = new ByteTable<>(256);

  static {
    for (int level = 0; level < LEVELS.length; level++) {
      for (String name : LEVELS[level]) put(LEVEL_BY_NAME, name, level);
    }
    for (int facility = 0; facility < FACILITIES.length; facility++) {
      put(FACILITY_BY_NAME, FACILITIES[facility], facility);
    }
  }

  private Levels() {}

  private static void put(ByteTable<Integer> table, String name, int value) {
    byte[] key = name.getBytes(ISO_8859_1);
    table.put(key, 0, key.length, value);
  }

  static boolean isKernel(byte[] b, int from, int to) {
    return Bytes.equal(KERNEL, b, from, to);
  }

  /** 0 to 7 for a level's name in lower case, else -1. */
  static int level(byte[] b, int from, int to) {
    Integer level = LEVEL_BY_NAME.get(b, from, to);
    return level == null ? -1 : level;
  }

  /** 0 for {@code kern}, more for any other facility's name, -1 for no such name. */
  static int facility(byte[] b, int from, int to) {
    Integer facility = FACILITY_BY_NAME.get(b, from, to);
    return facility == null ? -1 : facility;
  }
}

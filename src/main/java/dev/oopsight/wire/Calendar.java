package dev.oopsight.wire;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/** Dates as numbers, without allocation. Microseconds since 1970, proleptic Gregorian calendar. */
final class Calendar {

  static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_HOUR = 3_600 * MICROS_PER_SECOND;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long HALF_A_YEAR_OF_DAYS = 183;

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final String DAYS = "MonTueWedThuFriSatSun";

  private ZoneId zone = ZoneOffset.UTC;
  private long hourOfOffset = Long.MIN_VALUE;
  private long offsetMicros;

  /** The zone of local times from now on. */
  void use(ZoneId other) {
    if (other.equals(zone)) return;
    zone = other;
    hourOfOffset = Long.MIN_VALUE;
  }

  /** 1 to 12 for an English month of three letters at that index, else 0. */
  static int month(byte[] b, int at, int to) {
    return indexOfName(MONTHS, b, at, to);
  }

  /** 1 to 7 for an English day of the week of three letters at that index, else 0. */
  static int weekday(byte[] b, int at, int to) {
    return indexOfName(DAYS, b, at, to);
  }

  private static int indexOfName(String names, byte[] b, int at, int to) {
    if (at + 3 > to) return 0;
    for (int i = 0; i < names.length(); i += 3) {
      if (b[at] == names.charAt(i)
          && b[at + 1] == names.charAt(i + 1)
          && b[at + 2] == names.charAt(i + 2)) {
        return i / 3 + 1;
      }
    }
    return 0;
  }

  /** Seconds since 1970 of a date and time in UTC; days beyond a month's end run into the next. */
  static long seconds(int year, int month, int day, int hour, int minute, int second) {
    return days(year, month, day) * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second;
  }

  /** Days since 1970; after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
  private static long days(int year, int month, int day) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
  }

  /** The day of a moment in UTC, counted from 1970. */
  static long day(long micros) {
    return Math.floorDiv(micros, SECONDS_PER_DAY * MICROS_PER_SECOND);
  }

  private static int yearOf(long micros) {
    long days = day(micros);
    int year = (int) (1970 + Math.floorDiv(days * 400, 146_097L));
    while (days(year + 1, 1, 1) <= days) year++;
    while (days(year, 1, 1) > days) year--;
    return year;
  }

  /**
   * The year of a date that was written without one: the one that brings it nearest to the moment
   * it was received, since it is a little older, or by a wrong clock a little younger; for 29
   * February a leap year at or before that one.
   */
  static int yearNear(long receivedMicros, int month, int day) {
    int year = yearOf(receivedMicros);
    long received = day(receivedMicros);
    long ahead = days(year, month, day) - received;
    if (ahead > HALF_A_YEAR_OF_DAYS) year--;
    if (ahead < -HALF_A_YEAR_OF_DAYS) year++;
    while (month == 2 && day == 29 && days(year, 2, 29) == days(year, 3, 1)) year--;
    return year;
  }

  /** The same moment in UTC for a time on the clocks of the zone. */
  long toUtc(long localMicros) {
    if (zone.equals(ZoneOffset.UTC)) return localMicros;
    long hour = Math.floorDiv(localMicros, MICROS_PER_HOUR);
    if (hour != hourOfOffset) {
      long second = Math.floorDiv(localMicros, MICROS_PER_SECOND);
      offsetMicros =
          zone.getRules()
                  .getOffset(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC))
                  .get(ChronoField.OFFSET_SECONDS)
              * MICROS_PER_SECOND;
      hourOfOffset = hour;
    }
    return localMicros - offsetMicros;
  }
}

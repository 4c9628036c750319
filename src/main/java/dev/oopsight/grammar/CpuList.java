package dev.oopsight.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * A list of processors as kernels print it: {@code 0-3,7}.
 *
 * <p>Errors: none are thrown; what is no list is empty, and of a very long range as much is told as
 * is kept.
 */
final class CpuList {

  /** Processors kept of one list. */
  static final int MOST = 64;

  private static final int MOST_DIGITS = 5;

  private CpuList() {}

  static List<Integer> read(String text) {
    List<Integer> cpus = new ArrayList<>();
    Cursor cursor = new Cursor(text, 0);
    do {
      int first = number(cursor);
      if (first < 0) break;
      int last = cursor.take('-') ? number(cursor) : first;
      for (int cpu = first; cpu <= last && cpus.size() < MOST; cpu++) cpus.add(cpu);
    } while (cursor.take(','));
    return cpus;
  }

  private static int number(Cursor cursor) {
    int from = cursor.at();
    return cursor.digits(MOST_DIGITS) == 0 ? -1 : (int) cursor.decimalSince(from);
  }
}

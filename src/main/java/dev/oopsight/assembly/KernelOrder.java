package dev.oopsight.assembly;

import dev.oopsight.log.Caller;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a line belongs among the lines of its boot: by printk's sequence, else by kernel time; what
 * has neither, and what has the same, stays in the order in which it came.
 *
 * <p>A line that is there already has no place. Without sequence numbers it is told by kernel time,
 * caller and text; but a kernel whose clock is coarse prints the same line twice in one moment, and
 * a shipper repeats lines too. So copies are counted: in a record of many lines for that record; of
 * single lines for each partition, from where it reached that moment. The second copy is new,
 * unless the partition went back, to an earlier moment or to the header that the moment began with,
 * and reads all of it again, or says the same line twice in a row.
 */
final class KernelOrder {

  /** What {@link #placeOf} says of a line that is there already. */
  static final int REPEATED = -1;

  private final Map<Partition, Moment> partitions = new HashMap<>();

  /** What a partition brought of one moment. */
  private static final class Moment {
    private long micros = -1;
    private KernelLine first;
    private KernelLine last;
    private boolean packed;
    private final Map<Printed, Integer> copies = new HashMap<>();

    void begin(KernelLine line) {
      micros = line.kernelTime().orElseThrow().micros();
      first = line;
      packed = false;
      copies.clear();
    }

    /** Which copy it is, from 1; the first line of a moment is noted with the second. */
    int copy(KernelLine line, boolean twiceInARow) {
      if (copies.isEmpty()) copies.put(Printed.of(first), 1);
      return copies.merge(Printed.of(line), 1, (n, one) -> twiceInARow ? n : n + one);
    }
  }

  /** What stays the same when a line of one moment is sent again. */
  private record Printed(Optional<Caller> caller, String text) {
    static Printed of(KernelLine line) {
      return new Printed(line.caller(), line.text());
    }
  }

  private record Partition(String topic, int number) {}

  /**
   * Index at which a line belongs among those that are there, or {@link #REPEATED}.
   *
   * @param alone whether it came in a record of its own
   */
  int placeOf(KernelLine line, Shape shape, boolean alone, List<RecentLine> there) {
    if (line.sequence().isEmpty() && line.kernelTime().isEmpty()) return there.size();
    int copies = line.sequence().isPresent() ? 1 : copiesOf(line, shape, alone);
    return place(line, copies, there);
  }

  /**
   * Index for a line of which it is known that it is not repeated, as after a restart. Its
   * partition is taken to go on from there.
   */
  int placeOf(KernelLine line, List<RecentLine> there) {
    if (line.sequence().isEmpty() && line.kernelTime().isPresent()) goOnFrom(line);
    return place(line, Integer.MAX_VALUE, there);
  }

  /** The place of the copy of that number, from 1. */
  private static int place(KernelLine line, int copies, List<RecentLine> there) {
    int left = copies;
    int place = there.size();
    for (int i = there.size() - 1; i >= 0; i--) {
      KernelLine other = there.get(i).line();
      if (!isComparable(line, other)) continue;
      int order = compare(line, other);
      if (order > 0) break;
      if (order < 0) {
        place = i;
      } else if (line.sequence().isPresent() && other.sequence().isPresent()) {
        return REPEATED;
      } else if (isSame(line, other) && --left == 0) {
        return REPEATED;
      }
    }
    return place;
  }

  private int copiesOf(KernelLine line, Shape shape, boolean alone) {
    Moment moment = partitions.computeIfAbsent(partition(line.source()), p -> new Moment());
    KernelLine last = moment.last;
    moment.last = line;
    long micros = line.kernelTime().orElseThrow().micros();
    if (micros != moment.micros
        || (!alone && !line.source().equals(last.source()))
        || (alone && shape.opens() && isSame(line, moment.first))) {
      moment.begin(line);
      return 1;
    }
    return moment.copy(line, alone && isSame(line, last));
  }

  private void goOnFrom(KernelLine line) {
    Moment moment = partitions.computeIfAbsent(partition(line.source()), p -> new Moment());
    KernelLine last = moment.last;
    moment.last = line;
    if (line.kernelTime().orElseThrow().micros() != moment.micros) {
      moment.begin(line);
      return;
    }
    boolean packed = line.source().equals(last.source());
    // The second of a record tells that it holds many lines, which are counted for themselves.
    if (packed && !moment.packed) moment.begin(last);
    moment.packed = packed;
    moment.copy(line, false);
  }

  private static Partition partition(Source source) {
    return source.position().map(p -> new Partition(p.topic(), p.partition())).orElseThrow();
  }

  private static boolean isSame(KernelLine line, KernelLine other) {
    return line.kernelTime().equals(other.kernelTime())
        && line.caller().equals(other.caller())
        && line.text().equals(other.text());
  }

  private static boolean isComparable(KernelLine line, KernelLine other) {
    return (line.sequence().isPresent() && other.sequence().isPresent())
        || (line.kernelTime().isPresent() && other.kernelTime().isPresent());
  }

  private static int compare(KernelLine line, KernelLine other) {
    return line.sequence().isPresent() && other.sequence().isPresent()
        ? Long.compare(line.sequence().getAsLong(), other.sequence().getAsLong())
        : line.kernelTime().get().compareTo(other.kernelTime().get());
  }
}

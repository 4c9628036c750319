package dev.oopsight.assembly;

import dev.oopsight.log.Source;
import dev.oopsight.log.TraceText;
import dev.oopsight.log.TraceText.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The lines of one boot that came lately, in the kernel's order, and the traces made of them.
 *
 * <p>While a host's lines come in order from one partition, each is made part of its trace at once.
 * When one comes that belongs before others, the traces are made anew of all lines; what changes in
 * one that went out already goes out again. From then on, and where lines come from several
 * partitions, they are held, so that it stays an exception: until our clock says that no older line
 * is on its way, which while a backlog is read it does not.
 */
final class Window {

  /** Of a host whose lines are scattered at most so many are held. */
  static final int MOST_HELD = 2_048;

  /** Free text that belongs to no trace is kept for so long, since a header may come late. */
  private static final Duration ORPHANED = Duration.ofSeconds(5);

  /** Registers and a panic may follow the kernel's end marker, but they follow at once. */
  private static final Duration AFTER_END = Duration.ofMillis(40);

  private static final int FEW = 64;

  /** What a line takes besides its text, on the heap and in the store that outlives a crash. */
  private static final int LINE_BYTES = 500;

  private final HostBoot of;
  private final AssemblyBounds bounds;
  private final KernelOrder order = new KernelOrder();
  private final List<RecentLine> lines = new ArrayList<>();
  private final boolean ofFile;
  private BootAssembly assembly;
  private int placed;
  private int sweepAt = FEW;
  private long chars;
  private boolean scattered;
  private boolean disordered;
  private boolean rested;
  private final List<RecentLine> fresh = new ArrayList<>();
  private final List<Long> gone = new ArrayList<>();
  private long taken;
  private boolean told;
  private Optional<Source.Position> first = Optional.empty();
  private Instant newest = Instant.MIN;
  private Instant touched;
  private Instant due = Instant.MAX;

  /**
   * A window without lines.
   *
   * @param ofFile a file is read in the order in which it was written, and nothing is kept of it
   */
  Window(HostBoot of, AssemblyBounds bounds, boolean ofFile) {
    this.of = of;
    this.bounds = bounds;
    this.ofFile = ofFile;
    assembly = assembly();
  }

  private BootAssembly assembly() {
    return new BootAssembly(bounds, ofFile ? Duration.ZERO : bounds.amendable());
  }

  /** The same lines under another name of their boot, as after a restart. */
  Window renamed(HostBoot other) {
    Window window = new Window(other, bounds, ofFile);
    lines.stream()
        .sorted(Comparator.comparingLong(RecentLine::arrival))
        .forEach(
            l -> window.restore(new RecentLine(l.line(), l.shape(), l.arrival(), l.arrivedAt())));
    return window;
  }

  /**
   * Takes a line.
   *
   * @param alone whether it came in a record of its own
   */
  void add(RecentLine line, boolean alone, List<TraceText> finished) {
    if (ofFile) {
      assembly.add(line);
      for (OpenTrace trace : assembly.takeClosed()) publish(trace, finished);
    } else {
      int place = order.placeOf(line.line(), line.shape(), alone, lines);
      if (place == KernelOrder.REPEATED) return;
      insert(place, line);
      go(finished);
      if (lines.size() >= sweepAt || chars > 2L * bounds.chars()) sweep(finished);
    }
    touched = line.arrivedAt();
    due = Instant.MIN;
    rested = false;
  }

  /** Takes back a line that was there before a restart; what was made of it goes out again. */
  void restore(RecentLine line) {
    insert(order.placeOf(line.line(), lines), line);
    disordered = true;
    placed = 0;
    touched = line.arrivedAt();
    due = Instant.MIN;
  }

  private void insert(int place, RecentLine line) {
    scattered |= place < lines.size() || isElsewhere(line.line().source());
    lines.add(place, line);
    chars += line.line().text().length();
    if (place < placed) {
      disordered = true;
      placed = 0;
    }
    Instant at = line.line().time().at();
    if (at.isAfter(newest)) newest = at;
    if (!ofFile) fresh.add(line);
  }

  private boolean isElsewhere(Source source) {
    if (source.position().isEmpty()) return false;
    if (first.isEmpty()) first = source.position();
    Source.Position position = source.position().get();
    return position.partition() != first.get().partition()
        || !position.topic().equals(first.get().topic());
  }

  /** Notes that the host lives at that moment of its own clock. */
  void heard(Instant eventTime, List<TraceText> finished) {
    if (eventTime.isAfter(newest)) newest = eventTime;
    go(finished);
    Duration silence = scattered ? bounds.amendable() : bounds.silence();
    for (OpenTrace trace : assembly.open()) {
      if (!newest.isBefore(trace.newest().at().plus(silence))) publish(trace, finished);
    }
    sweep(finished);
  }

  /**
   * Notes that time went by: what came {@link AssemblyBounds#silence} ago waits no longer, nor does
   * a trace after its end marker.
   */
  void silent(Instant clock, List<TraceText> finished) {
    Instant settled = clock.minus(bounds.silence());
    int until = placed;
    while (until < lines.size() && !lines.get(until).arrivedAt().isAfter(settled)) until++;
    place(until, finished);
    Instant ended = clock.minus(AFTER_END);
    for (OpenTrace trace : assembly.open()) {
      if (!trace.touched().isAfter(trace.ended() ? ended : settled)) publish(trace, finished);
    }
    if (!rested && !clock.isBefore(touched.plus(ORPHANED))) {
      retain(l -> l.trace() != null || l.shape() != Shape.OTHER);
      rested = true;
    }
    if (!clock.isBefore(touched.plus(bounds.amendable()))) retain(l -> false);
    due = nextDue();
  }

  private Instant nextDue() {
    Instant next = touched.plus(rested ? bounds.amendable() : ORPHANED);
    if (placed < lines.size()) {
      next = earlier(next, lines.get(placed).arrivedAt().plus(bounds.silence()));
    }
    for (OpenTrace trace : assembly.open()) {
      if (trace.isPublished()) continue;
      next = earlier(next, trace.touched().plus(trace.ended() ? AFTER_END : bounds.silence()));
    }
    return next;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /**
   * When {@link #silent} may have something to do, unless a line comes; {@link Instant#MIN} where
   * one came since.
   */
  Instant due() {
    return due;
  }

  /** Lets everything out. */
  void end(Ending ending, List<TraceText> finished) {
    place(lines.size(), finished);
    for (OpenTrace trace : assembly.open()) publish(trace, ending, finished);
  }

  /** How many traces did not go out as they are now; held lines count as one. */
  int pending() {
    int pending = placed < lines.size() ? 1 : 0;
    for (OpenTrace trace : assembly.open()) if (!trace.isPublished()) pending++;
    return pending;
  }

  /** What it takes on the heap, in bytes, roughly. */
  long bytes() {
    return 2 * chars + (long) lines.size() * LINE_BYTES;
  }

  /** When the last line came, by our clock. */
  Instant touched() {
    return touched;
  }

  /**
   * Forgets what went out already, to make room: a line that would complete it begins anew.
   *
   * @return how many lines it forgot
   */
  int giveUp() {
    int before = lines.size();
    assembly.forgetPublished();
    retain(l -> l.trace() != null && !l.trace().isPublished());
    return before - lines.size();
  }

  HostBoot of() {
    return of;
  }

  /** Whether it may be forgotten. */
  boolean isEmpty() {
    return lines.isEmpty() && pending() == 0;
  }

  /** In the kernel's order; a live view. */
  List<RecentLine> lines() {
    return lines;
  }

  /** Whether lines came or went since {@link #takeChanges}. */
  boolean isChanged() {
    return !fresh.isEmpty() || !gone.isEmpty();
  }

  /** Which lines came and went since the last call. */
  TraceAssembler.Changes takeChanges() {
    List<TraceAssembler.Kept> came =
        fresh.stream()
            .filter(l -> !l.isForgotten())
            .map(l -> new TraceAssembler.Kept(l.arrival(), l.line()))
            .toList();
    TraceAssembler.Changes changes = new TraceAssembler.Changes(!told, came, List.copyOf(gone));
    told = true;
    if (!came.isEmpty()) taken = came.get(came.size() - 1).arrival();
    fresh.clear();
    gone.clear();
    return changes;
  }

  private void go(List<TraceText> finished) {
    int until = lines.size();
    if (scattered) {
      until = Math.max(placed, until - MOST_HELD);
      while (until < lines.size() && isOlder(lines.get(until), bounds.amendable())) until++;
    }
    place(until, finished);
  }

  private void place(int until, List<TraceText> finished) {
    if (disordered) {
      assembly = assembly();
      for (RecentLine line : lines) line.belongsTo(null);
      disordered = false;
    }
    while (placed < until) assembly.add(lines.get(placed++));
    for (OpenTrace trace : assembly.takeClosed()) publish(trace, finished);
  }

  private void publish(OpenTrace trace, List<TraceText> finished) {
    publish(
        trace, trace.ending().orElse(trace.ended() ? Ending.END_MARKER : Ending.SILENCE), finished);
  }

  private void publish(OpenTrace trace, Ending ending, List<TraceText> finished) {
    if (!trace.isPublished()) finished.add(trace.publish(of, ending, !scattered));
  }

  private boolean isOlder(RecentLine line, Duration age) {
    return !line.line().time().at().plus(age).isAfter(newest);
  }

  /** Forgets what nothing can be added to any more, and more where there is too much. */
  private void sweep(List<TraceText> finished) {
    retain(this::mayMatter);
    if (lines.size() > bounds.lines() + MOST_HELD || chars > 2L * bounds.chars()) {
      end(Ending.SIZE_LIMIT, finished);
      retain(l -> false);
    }
    sweepAt = Math.max(FEW, lines.size() * 2);
  }

  private boolean mayMatter(RecentLine line) {
    if (line.trace() == null)
      return !isOlder(line, line.shape() == Shape.OTHER ? ORPHANED : bounds.amendable());
    if (line.trace().ending().isEmpty() && !line.trace().isPublished()) return true;
    return line.trace().newest().at().plus(bounds.amendable()).isAfter(newest);
  }

  private void retain(Predicate<RecentLine> which) {
    int kept = 0;
    int keptPlaced = 0;
    for (int i = 0; i < lines.size(); i++) {
      RecentLine line = lines.get(i);
      if (i < placed && !which.test(line)) {
        line.forget();
        if (line.arrival() <= taken) gone.add(line.arrival());
        continue;
      }
      if (i < placed) keptPlaced++;
      lines.set(kept++, line);
    }
    lines.subList(kept, lines.size()).clear();
    chars = lines.stream().mapToLong(l -> l.line().text().length()).sum();
    placed = keptPlaced;
  }
}

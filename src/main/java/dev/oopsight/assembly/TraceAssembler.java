package dev.oopsight.assembly;

import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.TraceText;
import dev.oopsight.log.TraceText.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes traces of lines, per host and boot, in the kernel's order, whatever the order in which they
 * come.
 *
 * <p>A trace goes out where the next one begins, at a size limit, or when its host has been silent
 * for {@link AssemblyBounds#silence}: by the time of the host's own lines, or by the clock for a
 * host that died. The kernel's end marker does not end it at once: registers and a panic may
 * follow. A trace that lines complete later goes out again, longer.
 */
public final class TraceAssembler {

  private final Shapes shapes;
  private final AssemblyBounds bounds;
  private final Map<HostId, Map<BootKey, Window>> windows = new HashMap<>();
  private int openCount;
  private long arrivals;

  /**
   * An assembler with nothing open.
   *
   * @param shapes tells the shape of lines
   * @param bounds of traces
   */
  public TraceAssembler(Shapes shapes, AssemblyBounds bounds) {
    this.shapes = shapes;
    this.bounds = bounds;
  }

  /**
   * What one line, or one moment, did.
   *
   * @param finished traces that are over, or over again with more lines, in order
   * @param changed boots of which other lines are kept than before
   */
  public record Step(List<TraceText> finished, List<HostBoot> changed) {

    private static final Step NOTHING = new Step(List.of(), List.of());

    public Step {
      finished = List.copyOf(finished);
      changed = List.copyOf(changed);
    }
  }

  /** Something to do with a window. */
  private interface Work {
    void on(Window window, List<TraceText> finished);
  }

  /** Takes a line that came in a record of its own, or from a file. */
  public Step add(HostId host, BootKey boot, KernelLine line, Instant clock) {
    return add(host, boot, line, true, clock);
  }

  /**
   * Takes a line.
   *
   * @param alone whether it came in a record of its own; lines of one record come in a row
   * @param clock now, by which a later {@link #silent} counts
   */
  public Step add(HostId host, BootKey boot, KernelLine line, boolean alone, Instant clock) {
    Window window = window(new HostBoot(host, boot), line);
    List<TraceText> finished = new ArrayList<>();
    boolean changed = work(window, (w, f) -> w.add(recent(line, clock), alone, f), finished);
    if (finished.isEmpty() && !changed) return Step.NOTHING;
    return new Step(finished, changed ? List.of(window.of()) : List.of());
  }

  /** Notes that a host lives at that moment of its own clock: its silent traces end. */
  public Step heard(HostId host, Instant eventTime) {
    if (!windows.containsKey(host)) return Step.NOTHING;
    return work(List.of(host), (w, f) -> w.heard(eventTime, f));
  }

  /** Ends the traces of hosts that sent nothing for {@link AssemblyBounds#silence} of our clock. */
  public Step silent(Instant clock) {
    return work(List.copyOf(windows.keySet()), (w, f) -> w.silent(clock, f));
  }

  /** Ends everything: the file is over. */
  public Step end() {
    Step step = work(List.copyOf(windows.keySet()), (w, f) -> w.end(Ending.END_OF_INPUT, f));
    windows.clear();
    openCount = 0;
    return step;
  }

  /** Gives a boot another name, under which nothing went out yet. */
  public Step rename(HostBoot from, HostBoot to) {
    Map<BootKey, Window> boots = windows.getOrDefault(from.host(), Map.of());
    Window window = boots.remove(from.boot());
    if (window == null) return Step.NOTHING;
    Window renamed = window.renamed(to);
    boots.put(to.boot(), renamed);
    openCount += renamed.pending() - window.pending();
    return new Step(List.of(), List.of(from, to));
  }

  /** Takes back a line that was kept before a restart; the clock begins anew. */
  public void restore(HostBoot boot, KernelLine line, Instant clock) {
    Window window = window(boot, line);
    openCount -= window.pending();
    window.restore(recent(line, clock));
    openCount += window.pending();
  }

  /**
   * A line that is kept, to be there after a restart.
   *
   * @param arrival counts lines from 1; one that came later has a higher one
   */
  public record Kept(long arrival, KernelLine line) {}

  /** What is kept of a boot, in the order in which it came. */
  public List<Kept> kept(HostBoot boot) {
    return Optional.ofNullable(windows.getOrDefault(boot.host(), Map.of()).get(boot.boot()))
        .map(Window::lines)
        .orElse(List.of())
        .stream()
        .map(l -> new Kept(l.arrival(), l.line()))
        .sorted(Comparator.comparingLong(Kept::arrival))
        .toList();
  }

  /** How many traces are open. */
  public int openCount() {
    return openCount;
  }

  private RecentLine recent(KernelLine line, Instant clock) {
    return new RecentLine(line, shapes.of(line.text()), ++arrivals, clock);
  }

  private Window window(HostBoot boot, KernelLine line) {
    return windows
        .computeIfAbsent(boot.host(), h -> new LinkedHashMap<>())
        .computeIfAbsent(
            boot.boot(), b -> new Window(boot, bounds, line.source().position().isEmpty()));
  }

  private Step work(List<HostId> hosts, Work work) {
    List<TraceText> finished = new ArrayList<>();
    List<HostBoot> changed = new ArrayList<>();
    for (HostId host : hosts) {
      Map<BootKey, Window> boots = windows.get(host);
      for (Iterator<Window> all = boots.values().iterator(); all.hasNext(); ) {
        Window window = all.next();
        if (work(window, work, finished)) changed.add(window.of());
        if (window.isEmpty()) all.remove();
      }
      if (boots.isEmpty()) windows.remove(host);
    }
    return finished.isEmpty() && changed.isEmpty() ? Step.NOTHING : new Step(finished, changed);
  }

  private boolean work(Window window, Work work, List<TraceText> finished) {
    openCount -= window.pending();
    work.on(window, finished);
    openCount += window.pending();
    return window.takeChanged();
  }
}

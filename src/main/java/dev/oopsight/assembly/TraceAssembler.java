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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes traces of lines, per host and boot, in the kernel's order, whatever the order in which they
 * come.
 *
 * <p>A trace goes out where the next one begins, at a size limit, or when its host has been silent
 * for {@link AssemblyBounds#silence}: by the time of the host's own lines, or by the clock for a
 * host that died. After the kernel's end marker a moment of silence is enough: registers and a
 * panic may follow, but at once. A trace that lines complete later goes out again, longer.
 */
public final class TraceAssembler {

  private final Shapes shapes;
  private final AssemblyBounds bounds;
  private final Map<HostId, Map<BootKey, Window>> windows = new HashMap<>();
  private final Agenda agenda = new Agenda();
  private int openCount;
  private long arrivals;
  private long bytes;
  private long givenUp;

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

    default Work then(Work next) {
      return (window, finished) -> {
        on(window, finished);
        next.on(window, finished);
      };
    }
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
    stir(window);
    work(window, (w, f) -> w.add(recent(line, clock), alone, f), finished);
    List<HostBoot> changed = new ArrayList<>();
    if (window.isChanged()) changed.add(window.of());
    if (bytes > bounds.keptBytes()) makeRoom(finished, changed);
    return step(finished, changed);
  }

  /** Notes that a host lives at that moment of its own clock: its silent traces end. */
  public Step heard(HostId host, Instant eventTime) {
    Map<BootKey, Window> boots = windows.get(host);
    if (boots == null) return Step.NOTHING;
    List<TraceText> finished = new ArrayList<>();
    List<HostBoot> changed = new ArrayList<>();
    for (Window window : List.copyOf(boots.values())) {
      work(window, (w, f) -> w.heard(eventTime, f), finished);
      if (window.isChanged()) changed.add(window.of());
      if (window.isEmpty()) remove(window);
    }
    return step(finished, changed);
  }

  /** Ends the traces of hosts that sent nothing for {@link AssemblyBounds#silence} of our clock. */
  public Step silent(Instant clock) {
    List<TraceText> finished = new ArrayList<>();
    List<HostBoot> changed = new ArrayList<>();
    for (Window window : agenda.due(clock)) {
      if (!window.due().isAfter(clock)) {
        work(window, (w, f) -> w.silent(clock, f), finished);
        if (window.isChanged()) changed.add(window.of());
      }
      if (window.isEmpty()) remove(window);
      else agenda.plan(window, window.due());
    }
    return step(finished, changed);
  }

  /** Ends everything: the file is over. */
  public Step end() {
    List<TraceText> finished = new ArrayList<>();
    for (Map<BootKey, Window> boots : windows.values()) {
      for (Window window : boots.values()) window.end(Ending.END_OF_INPUT, finished);
    }
    windows.clear();
    agenda.clear();
    openCount = 0;
    bytes = 0;
    return step(finished, List.of());
  }

  /** Gives a boot another name, under which nothing went out yet. */
  public Step rename(HostBoot from, HostBoot to) {
    Map<BootKey, Window> boots = windows.get(from.host());
    Window window = boots == null ? null : boots.remove(from.boot());
    if (window == null) return Step.NOTHING;
    agenda.forget(window);
    Window renamed = window.renamed(to);
    agenda.stirred(renamed);
    boots.put(to.boot(), renamed);
    openCount += renamed.pending() - window.pending();
    bytes += renamed.bytes() - window.bytes();
    return new Step(List.of(), List.of(from, to));
  }

  /** Takes back a line that was kept before a restart; the clock begins anew. */
  public void restore(HostBoot boot, KernelLine line, Instant clock) {
    Window window = window(boot, line);
    stir(window);
    work(window, (w, f) -> w.restore(recent(line, clock)), new ArrayList<>());
  }

  /**
   * A line that is kept, to be there after a restart.
   *
   * @param arrival counts lines from 1; one that came later has a higher one
   */
  public record Kept(long arrival, KernelLine line) {}

  /**
   * How what is kept of a boot changed.
   *
   * @param anew whether nothing is kept of what was told before
   * @param came lines that came, in the order in which they did
   * @param gone arrivals of lines that were told before and are kept no more
   */
  public record Changes(boolean anew, List<Kept> came, List<Long> gone) {

    private static final Changes FORGOTTEN = new Changes(true, List.of(), List.of());

    public Changes {
      came = List.copyOf(came);
      gone = List.copyOf(gone);
    }
  }

  /** How what is kept of a boot changed since the last call. */
  public Changes takeChanges(HostBoot boot) {
    Window window = windows.getOrDefault(boot.host(), Map.of()).get(boot.boot());
    return window == null ? Changes.FORGOTTEN : window.takeChanges();
  }

  /** What is kept of a boot, in the kernel's order. */
  List<KernelLine> kept(HostBoot boot) {
    Window window = windows.getOrDefault(boot.host(), Map.of()).get(boot.boot());
    return window == null ? List.of() : window.lines().stream().map(RecentLine::line).toList();
  }

  /** How many traces are open. */
  public int openCount() {
    return openCount;
  }

  /** How many lines were given up so far, to make room, before their time was over. */
  public long givenUp() {
    return givenUp;
  }

  /**
   * Gives up what went out already, of the hosts that were silent longest first; and where that is
   * not enough, ends traces as those are ended that grow too large.
   */
  private void makeRoom(List<TraceText> finished, List<HostBoot> changed) {
    List<Window> eldestFirst =
        windows.values().stream()
            .flatMap(boots -> boots.values().stream())
            .sorted(Comparator.comparing(Window::touched))
            .toList();
    long enough = bounds.keptBytes() / 4 * 3;
    Set<HostBoot> touched = new LinkedHashSet<>(changed);
    Work giveUp = (w, f) -> givenUp += w.giveUp();
    Work end = (w, f) -> w.end(Ending.SIZE_LIMIT, f);
    for (Work work : List.of(giveUp, end.then(giveUp))) {
      for (Window window : eldestFirst) {
        if (bytes <= enough) break;
        work(window, work, finished);
        if (window.isChanged()) touched.add(window.of());
        if (window.isEmpty()) remove(window);
      }
    }
    changed.clear();
    changed.addAll(touched);
  }

  private void stir(Window window) {
    if (!window.due().equals(Instant.MIN)) agenda.stirred(window);
  }

  private void remove(Window window) {
    agenda.forget(window);
    Map<BootKey, Window> boots = windows.get(window.of().host());
    if (boots == null) return;
    boots.remove(window.of().boot());
    if (boots.isEmpty()) windows.remove(window.of().host());
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

  private void work(Window window, Work work, List<TraceText> finished) {
    openCount -= window.pending();
    bytes -= window.bytes();
    work.on(window, finished);
    openCount += window.pending();
    bytes += window.bytes();
  }

  private static Step step(List<TraceText> finished, List<HostBoot> changed) {
    return finished.isEmpty() && changed.isEmpty() ? Step.NOTHING : new Step(finished, changed);
  }
}

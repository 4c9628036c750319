package dev.oopsight.assembly;

import dev.oopsight.log.Caller;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.TraceText.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes traces of the lines of one boot, given in the kernel's order: per printk caller, so that
 * two processors' traces come apart. What a processor prints because another one's trace asked it
 * to is part of that trace. What it makes depends on nothing but those lines.
 */
final class BootAssembly {

  private final AssemblyBounds bounds;
  private final Duration amendable;
  private final SequenceGaps gaps;
  private final Map<Optional<Caller>, OpenTrace> open = new LinkedHashMap<>();
  private final List<OpenTrace> events = new ArrayList<>();
  private final Map<Optional<Caller>, OpenTrace> answered = new HashMap<>();
  private final Map<Optional<Caller>, OpenTrace> lapsed = new HashMap<>();
  private final List<OpenTrace> closed = new ArrayList<>();

  /**
   * An assembly of nothing yet.
   *
   * @param amendable for so long after it fell silent a trace goes on with lines that can only be
   *     the inside of one
   */
  BootAssembly(AssemblyBounds bounds, Duration amendable) {
    this.bounds = bounds;
    this.amendable = amendable;
    gaps = new SequenceGaps(bounds.openMicros());
  }

  /** Takes the next line. */
  void add(RecentLine line) {
    lapseBefore(line.line());
    line.lostBefore(gaps.upTo(line));
    if (!line.line().isAside()) place(line);
    if (line.trace() == null && line.line().sequence().isPresent()) keepAmong(line);
  }

  /** A number that is known not to be lost is known for as long as the traces around it. */
  private void keepAmong(RecentLine line) {
    open.values().stream()
        .filter(trace -> !trace.ended())
        .max(Comparator.comparing(OpenTrace::newest))
        .ifPresent(line::belongsTo);
  }

  private void place(RecentLine line) {
    Optional<Caller> caller = line.line().caller();
    if (line.shape() == Shape.EVENT) {
      OpenTrace event = new OpenTrace(caller);
      event.add(line);
      // One that comes late may be the first of its kind, so none goes out before silence.
      if (amendable.isZero()) close(event, Ending.ONE_LINE);
      else events.add(event);
      return;
    }
    OpenTrace trace = open.get(caller);
    if (trace != null && begins(line, trace)) {
      open.remove(caller);
      close(trace, Ending.NEXT_HEADER);
      trace = null;
    }
    if (trace == null && !line.shape().opens()) trace = answered(line);
    if (trace == null) {
      trace = line.shape().opens() ? opened(caller) : continued(line);
      if (trace == null) return;
    } else if (isRepeated(line.line(), trace)
        || (line.shape() == Shape.OTHER && !mayBelong(line.line(), trace))) {
      return;
    }
    trace.add(line);
    if (trace.lineCount() >= bounds.lines() || trace.chars() >= bounds.chars()) {
      open.remove(trace.caller());
      close(trace, Ending.SIZE_LIMIT);
    }
  }

  /** Traces whose end was seen since the last call, in order. */
  List<OpenTrace> takeClosed() {
    if (closed.isEmpty()) return List.of();
    List<OpenTrace> taken = closed.stream().filter(t -> t.ending().isPresent()).toList();
    closed.clear();
    return taken;
  }

  /** Traces whose end was not seen yet, oldest first, and then those of one line. */
  Collection<OpenTrace> open() {
    if (events.isEmpty()) return open.values();
    List<OpenTrace> all = new ArrayList<>(open.values());
    all.addAll(events);
    return all;
  }

  /** Lets go of traces that went out: no line goes on with one. */
  void forgetPublished() {
    open.values().removeIf(OpenTrace::isPublished);
    events.removeIf(OpenTrace::isPublished);
    lapsed.values().removeIf(OpenTrace::isPublished);
    answered.values().removeIf(OpenTrace::isPublished);
  }

  private OpenTrace opened(Optional<Caller> caller) {
    lapsed.remove(caller);
    answered.remove(caller);
    OpenTrace trace = new OpenTrace(caller);
    open.put(caller, trace);
    return trace;
  }

  /** The open trace of another caller that this one was asked to add to; null where none is. */
  private OpenTrace answered(RecentLine line) {
    Optional<Caller> caller = line.line().caller();
    OpenTrace trace = answered.get(caller);
    if (trace != null && trace.ending().isPresent()) answered.remove(caller);
    if (line.shape() != Shape.ANSWER) return answered.get(caller);
    OpenTrace asked =
        open.values().stream().max(Comparator.comparing(OpenTrace::newest)).orElse(null);
    if (asked != null) answered.put(caller, asked);
    return asked;
  }

  /** The trace that fell silent and goes on with this line; null where there is none. */
  private OpenTrace continued(RecentLine line) {
    if (line.shape() == Shape.OTHER || line.shape() == Shape.RULE) return null;
    OpenTrace trace = lapsed.remove(line.line().caller());
    if (trace == null || trace.until(line.line()).compareTo(amendable) > 0) return null;
    trace.reopen();
    open.put(trace.caller(), trace);
    return trace;
  }

  private void lapseBefore(KernelLine line) {
    for (Iterator<OpenTrace> all = events.iterator(); all.hasNext(); ) {
      OpenTrace event = all.next();
      if (event.until(line).compareTo(bounds.silence()) < 0) continue;
      all.remove();
      close(event, Ending.ONE_LINE);
    }
    for (Iterator<OpenTrace> all = open.values().iterator(); all.hasNext(); ) {
      OpenTrace trace = all.next();
      if (trace.until(line).compareTo(bounds.silence()) < 0) continue;
      all.remove();
      close(trace, Ending.SILENCE);
      if (!amendable.isZero() && !trace.ended()) lapsed.put(trace.caller(), trace);
    }
  }

  private void close(OpenTrace trace, Ending ending) {
    trace.close(ending);
    closed.add(trace);
  }

  private boolean begins(RecentLine line, OpenTrace trace) {
    if (!trace.headed()) return false;
    return switch (line.shape()) {
      case HEADER, PREAMBLE -> true;
      case COMPANION -> !mayBelong(line.line(), trace);
      case FOLLOW_UP -> trace.isCompanion();
      default -> false;
    };
  }

  private static boolean isRepeated(KernelLine line, OpenTrace trace) {
    return line.sequence().isPresent() && trace.holdsSequence(line.sequence().getAsLong());
  }

  /** Free text belongs to a trace only right behind a line that does, and if it is the kernel's. */
  private boolean mayBelong(KernelLine line, OpenTrace trace) {
    if (trace.ended()) return false;
    if (trace.printsKernelTime()) {
      if (line.kernelTime().isEmpty()) return false;
      long last = trace.lastRecognised().kernelTime().map(t -> t.micros()).orElse(0L);
      return line.kernelTime().get().micros() - last <= bounds.openMicros();
    }
    return trace.unrecognisedAtEnd() < bounds.openLines();
  }
}

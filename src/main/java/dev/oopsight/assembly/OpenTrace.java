package dev.oopsight.assembly;

import dev.oopsight.log.Caller;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.KernelTime;
import dev.oopsight.log.TraceText;
import dev.oopsight.log.TraceText.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A trace, while lines may still be added to it. */
final class OpenTrace {

  private final Optional<Caller> caller;
  private final List<RecentLine> lines = new ArrayList<>();
  private RecentLine head;
  private boolean ended;
  private int chars;
  private int recognised;
  private long running;
  private long digest;
  private long newestSequence = -1;
  private EventTime newest;
  private Optional<KernelTime> newestKernelTime = Optional.empty();
  private Instant touched = Instant.MIN;
  private Ending ending;

  OpenTrace(Optional<Caller> caller) {
    this.caller = caller;
  }

  void add(RecentLine recent) {
    KernelLine line = recent.line();
    lines.add(recent);
    recent.belongsTo(this);
    chars += line.text().length() + 1;
    if (head == null && recent.shape() != Shape.PREAMBLE && recent.shape().opens()) head = recent;
    ended |= recent.shape() == Shape.END;
    running = running * 31 + recent.arrival();
    if (recent.shape() != Shape.OTHER) {
      recognised = lines.size();
      digest = lost() > 0 ? ~running : running;
    }
    if (newest == null || line.time().compareTo(newest) > 0) newest = line.time();
    if (line.kernelTime().isPresent()) newestKernelTime = line.kernelTime();
    if (recent.arrivedAt().isAfter(touched)) touched = recent.arrivedAt();
    newestSequence = Math.max(newestSequence, line.sequence().orElse(-1));
  }

  /** Who printed it; all lines without a caller share a trace. */
  Optional<Caller> caller() {
    return caller;
  }

  boolean headed() {
    return head != null;
  }

  /** Whether what it begins with is no reason for a panic to be part of it. */
  boolean isCompanion() {
    return head != null && head.shape() == Shape.COMPANION;
  }

  boolean ended() {
    return ended;
  }

  int lineCount() {
    return lines.size();
  }

  int chars() {
    return chars;
  }

  EventTime newest() {
    return newest;
  }

  /** When the last line came, by our clock. */
  Instant touched() {
    return touched;
  }

  /** How far a moment of the kernel's clock, or else of the wall clock, lies behind its end. */
  Duration until(KernelLine line) {
    if (line.kernelTime().isPresent() && newestKernelTime.isPresent()) {
      long micros = line.kernelTime().get().micros() - newestKernelTime.get().micros();
      return Duration.ofNanos(micros * 1_000);
    }
    return Duration.between(newest.at(), line.time().at());
  }

  boolean holdsSequence(long sequence) {
    return sequence <= newestSequence
        && lines.stream().anyMatch(l -> l.line().sequence().orElse(-1) == sequence);
  }

  KernelLine lastRecognised() {
    return lines.get(recognised - 1).line();
  }

  int unrecognisedAtEnd() {
    return lines.size() - recognised;
  }

  boolean printsKernelTime() {
    return lines.get(0).line().kernelTime().isPresent();
  }

  /** Why it was closed; empty while it is open. */
  Optional<Ending> ending() {
    return Optional.ofNullable(ending);
  }

  void close(Ending why) {
    ending = why;
  }

  void reopen() {
    ending = null;
  }

  /** Whether nothing was added to it since it went out. */
  boolean isPublished() {
    return name().published() == digest();
  }

  /**
   * Its text, noted as gone out. Free text at its end is left out: nothing says it belongs.
   *
   * @param everyLinePassed whether a number that is missing tells of a line that was lost
   */
  TraceText publish(HostBoot of, Ending why, boolean everyLinePassed) {
    name().publish(digest());
    List<KernelLine> kept = new ArrayList<>(recognised);
    for (RecentLine line : lines.subList(0, recognised)) kept.add(line.line());
    if (kept.stream().allMatch(l -> l.sequence().isPresent())) {
      kept.sort(Comparator.comparingLong(l -> l.sequence().getAsLong()));
    }
    return new TraceText(of.host(), of.boot(), caller, kept, why, everyLinePassed ? lost() : 0);
  }

  /** How many lines were lost between the first and the last that are recognised. */
  private long lost() {
    return lines.get(recognised - 1).lostBefore() - lines.get(0).lostBefore();
  }

  private RecentLine name() {
    return head == null ? lines.get(0) : head;
  }

  /** Tells apart what it held at different times; never 0. */
  private long digest() {
    return digest | Long.MIN_VALUE;
  }
}

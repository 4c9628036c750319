package dev.oopsight.log;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The lines of one trace, in the kernel's order, before anything is read from them.
 *
 * @param host where it happened
 * @param boot in which run of the kernel
 * @param caller who printed it, where known
 * @param lines at least one
 * @param ending why no further line was waited for
 * @param lost how many lines the kernel numbered between these that never came; 0 where nothing
 *     tells
 */
public record TraceText(
    HostId host,
    BootKey boot,
    Optional<Caller> caller,
    List<KernelLine> lines,
    Ending ending,
    long lost) {

  /** Why a trace was closed. */
  public enum Ending {
    /** Such a trace is one line. */
    ONE_LINE,
    /** The kernel marked its end. */
    END_MARKER,
    /** Another trace began. */
    NEXT_HEADER,
    /** The trace reached the size limit. */
    SIZE_LIMIT,
    /** The host said nothing more for a while. */
    SILENCE,
    /** The file ended. */
    END_OF_INPUT
  }

  public TraceText {
    requireNonNull(host);
    requireNonNull(boot);
    requireNonNull(caller);
    lines = List.copyOf(lines);
    if (lines.isEmpty()) throw new IllegalArgumentException("a trace without a line");
    requireNonNull(ending);
    if (lost < 0) throw new IllegalArgumentException("%d lines lost".formatted(lost));
  }

  /** One of which no line is known to be lost. */
  public TraceText(
      HostId host, BootKey boot, Optional<Caller> caller, List<KernelLine> lines, Ending ending) {
    this(host, boot, caller, lines, ending, 0);
  }

  /** When its first line was printed: the moment as of which config counts. */
  public EventTime startedAt() {
    return lines.get(0).time();
  }

  /** When its last line was printed. */
  public EventTime endedAt() {
    return lines.get(lines.size() - 1).time();
  }

  /** The messages, one a line, as a person would quote them. */
  public String text() {
    return lines.stream().map(KernelLine::text).collect(Collectors.joining("\n"));
  }
}

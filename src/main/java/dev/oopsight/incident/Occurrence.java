package dev.oopsight.incident;

import static java.util.Objects.requireNonNull;

import dev.oopsight.fingerprint.Fingerprinting;
import dev.oopsight.fingerprint.Fingerprints;
import dev.oopsight.log.TraceText;
import dev.oopsight.trace.KernelTrace;

/**
 * One trace, read.
 *
 * @param id its name
 * @param text as printed
 * @param trace what it says
 * @param fingerprints of the trace
 */
public record Occurrence(
    OccurrenceId id, TraceText text, KernelTrace trace, Fingerprints fingerprints) {

  public Occurrence {
    requireNonNull(id);
    requireNonNull(text);
    requireNonNull(trace);
    requireNonNull(fingerprints);
  }

  /** How many more the kernel says it did not print, just before this one. */
  public long suppressed() {
    return Suppression.before(text);
  }

  /** Names and prints a trace that was read. */
  public static Occurrence of(TraceText text, KernelTrace trace) {
    return new Occurrence(Anchor.of(text, trace.header()), text, trace, Fingerprinting.of(trace));
  }
}

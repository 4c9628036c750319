package dev.oopsight.grammar;

import dev.oopsight.log.KernelLine;
import dev.oopsight.log.TraceText;
import dev.oopsight.trace.KernelTrace;
import java.util.Optional;

/**
 * Reads the text of one trace.
 *
 * <p>Shape: a {@link TraceText} to a {@link KernelTrace}; lines that nobody knows are left alone.
 * Several lines in one (a printk with newlines in it) are read as such. Errors: none are thrown;
 * text without a header whose frames do not tell what happened either is empty, and whatever is
 * wrong with a trace stands among its defects. Costs time linear in the text's length, and keeps
 * nothing.
 */
public final class TraceParser {

  /** Reads a trace; empty where the text is none. */
  public Optional<KernelTrace> parse(TraceText text) {
    TraceReading reading = new TraceReading();
    for (KernelLine line : text.lines()) {
      if (line.text().indexOf('\n') < 0) reading.add(line.text());
      else for (String part : line.text().split("\n")) reading.add(part);
    }
    return reading.trace(text);
  }
}

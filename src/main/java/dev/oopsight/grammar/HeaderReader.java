package dev.oopsight.grammar;

import dev.oopsight.assembly.Shape;
import dev.oopsight.trace.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects the lines of a trace that {@link Headers} knows, and the free text among them.
 *
 * <p>The kind is that of the first header; of the first follow-up where no header came. A WARNING
 * is made more exact by a line that says what the warning is about.
 */
final class HeaderReader {

  private static final int MESSAGE_LINES = 4;

  private Optional<HeaderLine> header = Optional.empty();
  private Optional<HeaderLine> followUp = Optional.empty();
  private Optional<HeaderLine> exact = Optional.empty();
  private final List<String> asked = new ArrayList<>();
  private final List<String> message = new ArrayList<>();
  private AllocationLine askedLine;
  private boolean cutHere;
  private boolean glued;
  private boolean messageEnded;
  private boolean namesLock;
  private int linesSinceHeader = -1;

  void add(HeaderLine line, String whole) {
    glued |= line.text().length() < whole.length();
    Shape shape = line.row().shape();
    if ((shape == Shape.HEADER || shape == Shape.EVENT) && header.isEmpty()) {
      header = Optional.of(line);
      linesSinceHeader = 0;
      asked.add(line.text());
    } else if ((shape == Shape.FOLLOW_UP || shape == Shape.COMPANION) && followUp.isEmpty()) {
      followUp = Optional.of(line);
    } else if (isExact(line) && exact.isEmpty()) {
      exact = Optional.of(line);
    }
    if (shape == Shape.PREAMBLE && line.text().contains("cut here")) cutHere = true;
    else if (shape == Shape.PREAMBLE || shape == Shape.BODY) addMessage(line.text());
    namesLock =
        first()
            .filter(h -> h.kind().equals(Optional.of(Kind.LOCKDEP)))
            .filter(h -> !h.text().contains("suspicious"))
            .isPresent();
  }

  /** Takes a line that nobody knows: before or just after a WARNING it is what the WARNING says. */
  void addText(String line) {
    if (linesSinceHeader >= 0) linesSinceHeader++;
    if (!asked.isEmpty() && line.contains("mems_allowed=")) {
      asked.add(line);
      return;
    }
    addMessage(line);
  }

  private void addMessage(String line) {
    boolean near = header.isEmpty() ? cutHere : linesSinceHeader <= MESSAGE_LINES;
    boolean isFirst = header.isEmpty() || message.isEmpty() || linesSinceHeader > 0;
    if (!messageEnded
        && isFirst
        && (near || line.startsWith("list_"))
        && message.size() < MESSAGE_LINES) {
      message.add(line.strip());
    }
  }

  /** Free text that comes from here on belongs to no message. */
  void endMessage() {
    if (header.isPresent()) messageEnded = true;
  }

  private static boolean isExact(HeaderLine line) {
    return line.row().shape() == Shape.BODY || (isPreamble(line) && line.kind().isPresent());
  }

  private static boolean isPreamble(HeaderLine line) {
    return line.row().shape() == Shape.PREAMBLE;
  }

  /** The line that begins the trace. */
  Optional<HeaderLine> first() {
    return header.or(() -> followUp).or(() -> exact.filter(HeaderReader::isPreamble));
  }

  /** The line that says most exactly what happened. */
  Optional<HeaderLine> telling() {
    return refines() ? exact : first();
  }

  Optional<Kind> kind() {
    return telling().flatMap(HeaderLine::kind);
  }

  /** Whether the report names a lock first; one of RCU usage names what happens to be held. */
  boolean namesLock() {
    return namesLock;
  }

  private boolean refines() {
    if (exact.isEmpty()) return false;
    Optional<Kind> kind = header.flatMap(HeaderLine::kind);
    boolean isBefore = isPreamble(exact.get());
    return kind.filter(k -> k == Kind.WARNING || (isBefore && k == Kind.KERNEL_BUG)).isPresent();
  }

  /** What was asked of the allocator, by all lines; all parts empty where no header says so. */
  AllocationLine asked() {
    if (askedLine == null) {
      askedLine =
          asked.stream()
              .map(AllocationLine::read)
              .reduce(AllocationLine::andThen)
              .orElseGet(() -> AllocationLine.read(""));
    }
    return askedLine;
  }

  /** What the WARN said for itself. */
  Optional<String> message() {
    return message.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", message));
  }

  /** Whether the kernel drew the line above a WARNING or BUG, so that it also marks the end. */
  boolean cutHere() {
    return cutHere;
  }

  /** Whether other text stood before a header in its line. */
  boolean glued() {
    return glued;
  }
}

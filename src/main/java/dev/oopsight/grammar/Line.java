package dev.oopsight.grammar;

import dev.oopsight.assembly.Shape;
import dev.oopsight.trace.Frame;
import java.util.Optional;

/**
 * A line and what it says by itself, wherever it stands: each is read when it is first asked for,
 * and then known to all who ask. Lines that come again and again are the same object.
 *
 * <p>Threads may share one: what is remembered is immutable and depends on nothing but the text, so
 * that a lost update costs another reading.
 */
final class Line {

  private static final LineMemo<Line> KNOWN = new LineMemo<>(Line::new);
  private static final int UNREAD = -2;

  private final String text;
  private final boolean damaged;
  private final boolean blank;
  private int row = UNREAD;
  private Frames frames;
  private Optional<TaskLine> task;
  private Optional<InstructionLine> instruction;

  /** The frames that a line shows below one of that stack. */
  private record Frames(Frame.Stack below, Optional<CallTraceLine> read) {}

  private Line(String raw) {
    damaged = KernelText.isDamaged(raw);
    text = KernelText.repaired(raw);
    blank = text.isBlank();
  }

  /** The line of that text, as it was logged. */
  static Line of(String raw) {
    return KNOWN.of(raw);
  }

  /** The line as the kernel meant it. */
  String text() {
    return text;
  }

  /** Whether a publisher's damage was undone. */
  boolean isDamaged() {
    return damaged;
  }

  boolean isBlank() {
    return blank;
  }

  Shape shape() {
    return LineShapes.shape(row());
  }

  /** The line read by the first row of {@link Headers} that recognises it. */
  Optional<HeaderLine> header() {
    return LineShapes.header(row(), text);
  }

  private int row() {
    if (row == UNREAD) row = LineShapes.firstRow(text);
    return row;
  }

  /** Its marks and frames, where it stands below a frame of that stack. */
  Optional<CallTraceLine> frames(Frame.Stack below) {
    Frames known = frames;
    if (known == null || known.below() != below) {
      known = new Frames(below, CallTraceLine.read(text, below));
      frames = known;
    }
    return known.read();
  }

  @SuppressWarnings("OptionalAssignedToNull") // not read yet
  Optional<TaskLine> task() {
    if (task == null) task = TaskLine.read(text);
    return task;
  }

  @SuppressWarnings("OptionalAssignedToNull") // not read yet
  Optional<InstructionLine> instruction() {
    if (instruction == null) instruction = InstructionLine.read(text);
    return instruction;
  }
}

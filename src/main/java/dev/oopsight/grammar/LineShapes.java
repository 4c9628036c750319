package dev.oopsight.grammar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.assembly.Shape;
import dev.oopsight.assembly.Shapes;
import dev.oopsight.log.LineView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells the shape of lines by the table of {@link Headers} and that of the lines inside traces: all
 * wordings are looked for in one pass, and the first row that has its wording in the line and reads
 * it decides.
 *
 * <p>The look over bytes knows most lines by their wording alone, and makes a String of the others.
 */
public final class LineShapes implements Shapes {

  private static final List<Row> ROWS = rows();
  private static final Wordings WORDINGS = new Wordings(ROWS.stream().map(Row::wording).toList());
  private static final boolean[] TELLS_ALL = tellsAll();
  private static final int HEADER_ROWS = Headers.rows().size();
  private static final int NONE = -1;

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>(Headers.rows());
    rows.addAll(RowTable.rows("body-lines.txt"));
    return List.copyOf(rows);
  }

  /** By number of the row: whether its wording is all that it asks for. */
  private static boolean[] tellsAll() {
    boolean[] tellsAll = new boolean[ROWS.size()];
    for (int i = 0; i < tellsAll.length; i++) {
      tellsAll[i] = ROWS.get(i).readsAll();
      if (tellsAll[i] && ROWS.get(i).shape() != Shape.BODY) {
        throw new IllegalStateException("a row that needs an opening: " + ROWS.get(i));
      }
    }
    return tellsAll;
  }

  @Override
  public boolean matters(byte[] bytes, int from, int to) {
    int end = Math.min(to, from + LineView.LONGEST_TEXT);
    while (end > from && KernelText.isPadding(bytes[end - 1])) end--;
    int look = WORDINGS.look(bytes, from, end, TELLS_ALL, Wordings.SURELY);
    return (look & Wordings.SURELY) != 0
        || (look != 0 && of(new String(bytes, from, end - from, UTF_8)) != Shape.OTHER);
  }

  @Override
  public int quietUntil(byte[] bytes, int from, int to) {
    return WORDINGS.first(bytes, from, to);
  }

  @Override
  public Shape of(String text) {
    return Line.of(text).shape();
  }

  /** The shape of lines that a row reads. */
  static Shape shape(int row) {
    return row == NONE ? Shape.OTHER : ROWS.get(row).shape();
  }

  /** Number of the first row that reads a line, repaired before, or {@link #NONE}. */
  static int firstRow(String line) {
    for (int row : WORDINGS.in(line.getBytes(ISO_8859_1))) {
      if (ROWS.get(row).reads(line)) return row;
    }
    return NONE;
  }

  /** Whether a trace may tell of another processor behind a line of that shape. */
  static boolean bringsAnother(Shape shape) {
    return shape == Shape.ANSWER || shape == Shape.FOLLOW_UP || shape == Shape.COMPANION;
  }

  /** The line as its first row reads it, where that is one of {@link Headers}. */
  static Optional<HeaderLine> header(int row, String line) {
    return row == NONE || row >= HEADER_ROWS ? Optional.empty() : ROWS.get(row).read(line);
  }
}

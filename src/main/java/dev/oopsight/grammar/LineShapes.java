package dev.oopsight.grammar;

import dev.oopsight.assembly.Shape;
import dev.oopsight.assembly.Shapes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Tells the shape of lines by the table of {@link Headers} and that of the lines inside traces: all
 * wordings are looked for in one pass, and the first row that has its wording in the line and reads
 * it decides.
 *
 * <p>The look over bytes asks for the wordings alone, so it passes whatever {@link #of} recognises.
 */
public final class LineShapes implements Shapes {

  private static final List<Row> ROWS = rows();
  private static final Wordings WORDINGS = new Wordings(ROWS.stream().map(Row::wording).toList());
  private static final int HEADER_ROWS = Headers.rows().size();

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>(Headers.rows());
    rows.addAll(RowTable.rows("body-lines.txt"));
    return List.copyOf(rows);
  }

  @Override
  public boolean mayMatter(byte[] bytes, int from, int to) {
    return WORDINGS.anyIn(bytes, from, to);
  }

  @Override
  public Shape of(String text) {
    String line = KernelText.repaired(text);
    BitSet found = WORDINGS.in(line);
    for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
      if (ROWS.get(row).reads(line)) return ROWS.get(row).shape();
    }
    return Shape.OTHER;
  }

  /** The line read by the first row of {@link Headers} that recognises it; repaired before. */
  static Optional<HeaderLine> header(String line) {
    BitSet found = WORDINGS.in(line);
    for (int row = found.nextSetBit(0); row >= 0 && row < HEADER_ROWS; ) {
      Optional<HeaderLine> read = ROWS.get(row).read(line);
      if (read.isPresent()) return read;
      row = found.nextSetBit(row + 1);
    }
    return Optional.empty();
  }
}

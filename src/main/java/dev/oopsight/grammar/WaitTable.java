package dev.oopsight.grammar;

import dev.oopsight.trace.Components;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells from a stack what its task waits for, by the functions of {@code wait-functions.txt}.
 *
 * <p>The innermost known function decides. Some waits are made of others: whoever waits for a
 * workqueue waits for a completion; so for those the next frames outwards are asked too.
 */
final class WaitTable {

  /** A known function, with what it waits for. */
  record Found(Wait cause, String function) {}

  private record Row(Wait cause, boolean general, NamePatterns functions) {}

  private static final int OUTWARDS = 4;
  private static final String GENERAL = "then ";
  private static final List<Row> ROWS = rows();

  private WaitTable() {}

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String line : DataTable.lines("wait-functions.txt")) {
      boolean general = line.startsWith(GENERAL);
      String[] words = (general ? line.substring(GENERAL.length()) : line).split(" +");
      NamePatterns functions = new NamePatterns();
      for (int i = 1; i < words.length; i++) functions.add(words[i]);
      rows.add(new Row(wait(words[0]), general, functions));
    }
    return rows;
  }

  private static Wait wait(String name) {
    for (Wait wait : Wait.values()) if (Components.nameOf(wait).equals(name)) return wait;
    throw new IllegalStateException("no such wait: " + name);
  }

  /** What the stack waits for; empty where it holds no known function. */
  static Optional<Found> of(List<Frame> frames) {
    List<Frame> sure = frames.stream().filter(Frame::reliable).toList();
    // Kernels that cannot walk a sleeping stack doubt all of it.
    List<Frame> reliable = sure.isEmpty() ? frames : sure;
    for (int i = 0; i < reliable.size(); i++) {
      Optional<Row> row = row(reliable.get(i));
      if (row.isEmpty()) continue;
      Found found = new Found(row.get().cause(), reliable.get(i).function());
      if (!row.get().general()) return Optional.of(found);
      return exact(reliable.subList(i + 1, Math.min(reliable.size(), i + 1 + OUTWARDS)))
          .or(() -> Optional.of(found));
    }
    return Optional.empty();
  }

  private static Optional<Found> exact(List<Frame> outwards) {
    for (Frame frame : outwards) {
      Optional<Row> row = row(frame).filter(r -> !r.general());
      if (row.isPresent()) return Optional.of(new Found(row.get().cause(), frame.function()));
    }
    return Optional.empty();
  }

  private static Optional<Row> row(Frame frame) {
    return ROWS.stream().filter(row -> row.functions().holds(frame.function())).findFirst();
  }
}

package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Kind;
import java.util.Optional;
import java.util.OptionalInt;

/** The facts of a WARN or BUG: nearly all stand in its header. */
final class AssertionReader implements DetailReader {

  private OptionalInt count = OptionalInt.empty();

  @Override
  public void add(String line) {
    if (count.isEmpty()) count = FaultReader.count(line);
  }

  @Override
  public Detail detail(Told told) {
    Optional<HeaderLine> header = told.header().filter(AssertionReader::isAssertion);
    if (header.flatMap(h -> h.group("file")).isEmpty()) return new Detail.None();
    return new Detail.Assertion(
        header.get().group("file"),
        header.get().number("line"),
        header.get().group("what"),
        told.message(),
        count,
        told.message().flatMap(ListLine::find));
  }

  private static boolean isAssertion(HeaderLine header) {
    return header.text().startsWith("WARNING: ")
        || header.kind().filter(k -> k == Kind.WARNING || k == Kind.KERNEL_BUG).isPresent();
  }
}

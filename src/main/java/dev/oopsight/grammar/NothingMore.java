package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;

/** For kinds that print nothing of their own. */
final class NothingMore implements DetailReader {

  @Override
  public void add(String line) {}

  @Override
  public Detail detail(Told told) {
    return new Detail.None();
  }
}

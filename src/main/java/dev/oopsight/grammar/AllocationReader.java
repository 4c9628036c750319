package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;

/** The facts of an allocation that failed: all stand in its header and in Mem-Info. */
final class AllocationReader implements DetailReader {

  @Override
  public void add(String line) {}

  @Override
  public Detail detail(Told told) {
    AllocationLine asked = told.asked();
    if (asked.order().isEmpty() || asked.order().getAsInt() < 0) return new Detail.None();
    return new Detail.AllocationFailure(
        asked.order().getAsInt(),
        told.gfp(),
        asked.nodemask(),
        asked.cpuset(),
        asked.memsAllowed(),
        told.memInfo());
  }
}

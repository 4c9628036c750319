package dev.oopsight.trace;

import java.util.List;
import java.util.Optional;

/**
 * A BUG of the kernel's own library: {@code lib/list_debug.c} finds a list broken and dies where it
 * found it. Every broken list dies there, so what tells one from another is who came by.
 */
public final class LibraryCheck {

  private static final String LIBRARY = "lib/";

  private LibraryCheck() {}

  /** Who called the guilty function, if that is such a check. */
  public static Optional<Frame> caller(
      Kind kind, Detail detail, Optional<Frame> guilty, List<CallTrace> callTraces) {
    boolean isCheck =
        kind == Kind.KERNEL_BUG
            && detail instanceof Detail.Assertion assertion
            && assertion.file().filter(file -> file.startsWith(LIBRARY)).isPresent();
    if (!isCheck || guilty.isEmpty()) return Optional.empty();
    return callTraces.stream()
        .filter(trace -> trace.role() == CallTrace.Role.MAIN)
        .findFirst()
        .flatMap(trace -> trace.callerOf(guilty.get()));
  }

  /** The same of a whole trace. */
  public static Optional<Frame> caller(KernelTrace trace) {
    return caller(trace.kind(), trace.detail(), trace.guilty(), trace.callTraces());
  }
}

package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalInt;

/**
 * An interrupt that nobody wanted.
 *
 * <p>Source: Linux kernel/irq/spurious.c, {@code __report_bad_irq}.
 *
 * @param irq its number, where printed
 * @param handlers the functions that were asked, with their modules, as printed
 * @param disabled whether the kernel turned the line off, for all who share it
 */
public record UnhandledInterrupt(OptionalInt irq, List<String> handlers, boolean disabled)
    implements Detail {
  public UnhandledInterrupt {
    requireNonNull(irq);
    handlers = List.copyOf(handlers);
  }
}

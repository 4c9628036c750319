package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.UnhandledInterrupt;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Collects what is told of an interrupt that nobody wanted.
 *
 * <pre>{@code
 * irq 16: nobody cared (try booting with the "irqpoll" option)
 * handlers:
 * [<ffffffffc03a2d30>] usb_hcd_irq [usbcore]
 * [<ffffffffc03a2d30>] irq_default_primary_handler threaded [<ffffffffc0123450>] ath_isr [ath9k]
 * [<ffffffff8023f4d0>] (usb_hcd_irq+0x0/0x60)                                    until 2.6.32
 * Disabling IRQ #16
 * }</pre>
 *
 * <p>Shape: one line to what it tells. Errors: none are thrown; what was cut is left out. Source:
 * Linux kernel/irq/spurious.c, {@code __report_bad_irq}.
 */
final class InterruptReader implements DetailReader {

  private static final int MOST = 32;
  private static final int MOST_HEX = 16;

  private final List<String> handlers = new ArrayList<>();
  private boolean inHandlers;
  private boolean disabled;

  @Override
  public void add(String line) {
    Cursor cursor = Cursor.behindIndent(line);
    if (cursor.take("handlers:")) inHandlers = true;
    else if (cursor.take("Disabling IRQ #")) disabled = true;
    else if (inHandlers && cursor.take("[<")) addHandler(cursor);
  }

  private void addHandler(Cursor line) {
    if (line.hexDigits(MOST_HEX) == 0 && !line.take("(____ptrval____)")) return;
    if (!line.take(">]")) return;
    String name = line.rest().strip();
    if (!name.isEmpty() && handlers.size() < MOST) handlers.add(name);
  }

  @Override
  public Detail detail(Told told) {
    OptionalInt irq = told.header().map(h -> h.number("what")).orElse(OptionalInt.empty());
    return new UnhandledInterrupt(irq, handlers, disabled);
  }
}

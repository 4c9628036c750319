package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One function of a call trace.
 *
 * @param symbol the function, with the compiler's suffixes as printed
 * @param offset bytes from the function's start, unsigned, where printed
 * @param size bytes of the function, unsigned, where printed
 * @param module the module that holds it, where printed
 * @param reliable false for a {@code ?}: an address found on the stack that may be a leftover
 * @param stack on which stack it lay
 * @param address the raw address, where printed
 */
public record Frame(
    String symbol,
    OptionalLong offset,
    OptionalLong size,
    Optional<String> module,
    boolean reliable,
    Stack stack,
    OptionalLong address) {

  /** The stacks that x86 tells apart; other machines print {@link #TASK} alone. */
  public enum Stack {
    TASK,
    IRQ,
    /** What an interrupt interrupted: printed after {@code <EOI>}. */
    EOI,
    NMI,
    EXCEPTION
  }

  public Frame {
    if (symbol.isEmpty()) throw new IllegalArgumentException("a frame without a symbol");
    requireNonNull(offset);
    requireNonNull(size);
    requireNonNull(module);
    requireNonNull(stack);
    requireNonNull(address);
  }

  /**
   * The function as its author wrote it: without {@code .isra.0}, {@code .constprop.3}, {@code
   * .cold} …
   */
  public String function() {
    int dot = symbol.indexOf('.', 1);
    String name = dot < 0 ? symbol : symbol.substring(0, dot);
    return name.startsWith(".") && name.length() > 1 ? name.substring(1) : name;
  }
}

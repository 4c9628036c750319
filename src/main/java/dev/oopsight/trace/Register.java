package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

/**
 * One CPU register at the moment of the fault.
 *
 * @param name as printed, {@code RAX}
 * @param value as printed, hexadecimal without 0x
 */
public record Register(String name, String value) {
  public Register {
    requireNonNull(name);
    requireNonNull(value);
  }
}

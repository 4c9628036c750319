package dev.oopsight.trace;

import java.util.Locale;

/** What sort of thing a {@link Kind} is. */
public enum IncidentClass {
  /** The kernel failed. */
  FAULT,
  /** Nothing failed in the kernel, and yet an operator or a SIEM wants to know. */
  NOTICE;

  /** Lower case: the name in every output. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.oopsight.trace;

import java.util.Locale;

/** What the CPU tells of an access that faulted. */
public enum FaultAccess {
  READ,
  WRITE,
  /** The CPU was about to run what stands at the address. */
  EXECUTE,
  /** No page is mapped there. */
  NOT_PRESENT,
  /** A page is mapped, and does not allow this. */
  PROTECTION,
  /** The access came from user space. */
  USER,
  /** A bit of the page table is set that must not be: the table is corrupt. */
  RESERVED_BIT,
  /** A protection key forbids it. */
  PROTECTION_KEY,
  SHADOW_STACK,
  /** An enclave's own access control forbids it. */
  SGX;

  /** Lower case with underscores: the name in every output. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

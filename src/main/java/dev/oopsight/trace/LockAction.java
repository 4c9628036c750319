package dev.oopsight.trace;

/** What was about to be done, or was done, to the lock that a report is about. */
public enum LockAction {
  ACQUIRE,
  /** It was taken while an interrupt may take it too. */
  TAKE,
  /** Its state changed: it was used in another context than ever before. */
  CHANGE,
  RELEASE,
  /** The memory that holds it was freed. */
  FREE
}

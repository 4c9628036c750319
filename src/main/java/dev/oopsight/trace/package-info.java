/**
 * What a kernel trace says, as values.
 *
 * <p>It must not know how a trace is printed, where it came from, nor what it means for the host.
 *
 * <p>Facts that only some kinds have stand in {@link dev.oopsight.trace.Detail}, not in subclasses
 * of the trace: a kind is told by its header even when the rest was lost, and then it has no detail
 * at all. What was lost is said by {@link dev.oopsight.trace.Defect}.
 */
package dev.oopsight.trace;

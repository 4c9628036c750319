/**
 * The text of one trace to a {@link dev.oopsight.trace.KernelTrace}.
 *
 * <p>It must not know hosts, config or why a trace matters.
 *
 * <p>Headers are a table, most specific first, so that a new kernel message is a new row. A line
 * that nobody knows is left alone and never an error: kernels add lines in every release, and free
 * text stands inside real traces. All patterns are possessive, since the text comes from outside
 * and must cost linear time.
 */
package dev.oopsight.grammar;

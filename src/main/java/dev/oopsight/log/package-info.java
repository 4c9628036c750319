/**
 * What a kernel said, freed from what carried it: host, boot, line, and the lines of one trace.
 *
 * <p>It must not know how lines are encoded on the wire, nor what any line means.
 *
 * <p>Why two clocks: {@link dev.oopsight.log.KernelTime} counts from boot, never jumps, and is the
 * only order that the kernel itself knows; {@link dev.oopsight.log.EventTime} is the wall clock
 * that people and config snapshots use, and is often wrong. They are different types so that
 * neither is ever compared with the other.
 *
 * <p>Why a line has two shapes: nearly all lines are read, found harmless and left, so a reader
 * shows each in one reused {@link dev.oopsight.log.LineView} over the record's bytes; only the few
 * that matter become a {@link dev.oopsight.log.KernelLine}.
 */
package dev.oopsight.log;

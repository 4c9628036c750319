/**
 * Lines to the text of one trace: puts a host's lines back into the kernel's order, drops
 * duplicates, and takes apart what several CPUs printed at once.
 *
 * <p>It must not know what a trace says. Which lines begin, continue and end one it is told through
 * {@link dev.oopsight.assembly.Shapes}, which {@code grammar} implements; so the table of headers
 * exists once.
 *
 * <p>Nothing here waits or looks at a clock: every call says what time it is, so a file that is
 * read in a second and a host that is followed for a year take the same road.
 */
package dev.oopsight.assembly;

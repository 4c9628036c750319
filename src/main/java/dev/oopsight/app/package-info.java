/**
 * The program: command line, settings, start and stop.
 *
 * <p>Everything may be known here, and nothing should be decided here: a command reads its
 * arguments, builds the parts and lets them run.
 *
 * <p>Data goes to standard output, words for people to standard error; exit codes are 0 for done, 1
 * for failed and 2 for wrong usage.
 */
package dev.oopsight.app;

/**
 * The three outcomes of reading outside input: whole, damaged but useful, and refused.
 *
 * <p>It must not know what is read: no format, no kernel, no config.
 *
 * <p>Damage has no type here. A damaged value is accepted and carries its own defects, because what
 * can be wrong with a trace means nothing to a config snapshot. A refusal is a value and not an
 * exception, because on a busy topic refusals are as ordinary as lines; an exception is a bug of
 * ours or a broken machine.
 */
package dev.oopsight.parse;

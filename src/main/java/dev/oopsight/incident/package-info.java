/**
 * What we publish: the occurrences of one trace on one host and boot, with the config that was in
 * force and what the rules say of it.
 *
 * <p>It must not know how an incident is encoded, stored or sent.
 *
 * <p>Ids come from what the kernel printed and not from offsets or a counter, so that replayed,
 * re-cut or re-spread input names the same incidents again.
 */
package dev.oopsight.incident;

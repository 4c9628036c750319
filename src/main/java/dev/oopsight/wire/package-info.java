/**
 * Bytes in any known format to kernel lines or config snapshots.
 *
 * <p>It must not know traces, Kafka or the other edges; whether a line matters is not decided here.
 *
 * <p>The format is told by the bytes and not by a setting, since several shippers write to one
 * topic. This is the road that every line takes: it works on bytes, decodes nothing that does not
 * matter and allocates nothing per line.
 */
package dev.oopsight.wire;

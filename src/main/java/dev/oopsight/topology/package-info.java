/**
 * Kafka Streams: the order of steps, and state that survives a crash.
 *
 * <p>It must not know kernels: a processor calls one step of the core, keeps what the step says to
 * keep, and forwards what it finished. Nor does it know HTTP or the command line.
 *
 * <p>Two stages. Input is keyed by nothing we can rely on, so lines are first looked at where they
 * lie, and only the few that can matter travel to the partition of their host. Names of stores and
 * internal topics are an on-disk contract.
 */
package dev.oopsight.topology;

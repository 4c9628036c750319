/**
 * The benchmarks: each measures us beside a yardstick, in one run.
 *
 * <p>A rate of one machine says little about another, and the same machine is slower when it is
 * shared. What holds elsewhere is the ratio to a yardstick that was run in turn with us, so nearly
 * every row has one; the absolute figures stand beside it.
 *
 * <p>What is measured stands in {@link dev.oopsight.app.bench.Benchmarks}, one entry a row. Nothing
 * here knows how the parts inside work: logs go through the core, child processes and topics as
 * they do at a site.
 */
package dev.oopsight.app.bench;

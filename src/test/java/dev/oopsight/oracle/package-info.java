/**
 * The oracle: whether a run lost nothing and doubled nothing.
 *
 * <p>It reads again what a pipeline was given, through the core alone, in one thread and in order,
 * and holds the committed output of the pipeline against that. So it shares no stream, store,
 * transaction or clock with what it judges, and says nothing of the core itself: the golden cases
 * do.
 */
package dev.oopsight.oracle;

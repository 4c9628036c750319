/**
 * Tells others what happens, as it happens: live events for whoever listens, and alerts for whoever
 * is on call.
 *
 * <p>It must not know how incidents come about: it reads what the pipeline publishes, committed,
 * and so tells of all partitions, on whichever instance it runs.
 *
 * <p>Whoever is told may be slow, away or gone: nothing here holds up the pipeline.
 */
package dev.oopsight.notify;

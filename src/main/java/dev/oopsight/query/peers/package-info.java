/**
 * What instances of one pipeline ask each other, so that any of them can answer any question.
 *
 * <p>It must not know HTTP routes for people, nor what is redacted: among themselves instances tell
 * what they keep, and the one that was asked redacts.
 *
 * <p>A question is put to a partition, never to an instance: whoever holds it answers by the same
 * code, here or elsewhere, and the answers of partitions are put together in their order. So the
 * answer does not depend on who was asked. Where an instance can be asked is told by Kafka Streams
 * alone, and both sides prove that they know the site's secret.
 */
package dev.oopsight.query.peers;

/**
 * HTTP over the state stores.
 *
 * <p>It must not know how state is filled, nor who started it.
 *
 * <p>Handlers speak an interface in domain words; only its implementation knows stores, other
 * instances and rebalances. An answer that lacks a partition says so.
 */
package dev.oopsight.query;

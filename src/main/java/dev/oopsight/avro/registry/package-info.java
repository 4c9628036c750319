/**
 * Schemas and their ids: the client side of a schema registry, and payloads in Confluent's wire
 * format.
 *
 * <p>It must not know what is published, only that it is Avro.
 *
 * <p>Why a client of our own: the format is five bytes and the protocol a few REST calls, while the
 * usual client lives outside Maven Central or brings fifty libraries. Settings carry Confluent's
 * names so that an existing file works as it is, and the Serde class remains a setting.
 */
package dev.oopsight.avro.registry;

/**
 * Kafka Connect as a site runs it, with stand-ins for what Maven Central does not hold: a sink that
 * takes the settings of the sinks under {@code deploy/connect}, a store of documents that answers
 * as Elasticsearch and OpenSearch do, and a converter from the registry's format.
 */
package dev.oopsight.connect;

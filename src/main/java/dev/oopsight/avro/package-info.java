/**
 * Between our values and the generated Avro classes, and the registry's wire format.
 *
 * <p>It must not know topologies, stores or the other edges. Of Kafka it knows the interfaces of
 * serializers and nothing that connects anywhere.
 *
 * <p>Nobody else touches generated classes: they are mutable, know {@code null} instead of {@code
 * Optional} and change with the contract.
 */
package dev.oopsight.avro;

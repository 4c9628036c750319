/**
 * What {@code demo} and {@code standalone} need besides the pipeline: a Kafka broker and a schema
 * registry in this process, and a sample fleet.
 *
 * <p>It must not know the command line, and the pipeline must not know that its broker is here: it
 * connects over the network like any client.
 *
 * <p>Why a real broker: what a person tries out on a laptop is then what runs in production, and
 * shippers can be pointed at it.
 */
package dev.oopsight.embedded;

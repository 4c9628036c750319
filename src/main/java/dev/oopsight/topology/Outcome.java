package dev.oopsight.topology;

import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * A stream of readings parted into what was accepted and what was refused: our one addition to the
 * DSL.
 *
 * @param accepted values by their key
 * @param refused dead letters, their headers on the record
 */
record Outcome<K, V>(KStream<K, V> accepted, KStream<K, DeadLetter> refused) {

  /** One thing that reading a record gave. */
  sealed interface Reading<V> {

    /** A value to go on with. */
    record Accepted<V>(V value) implements Reading<V> {}

    /** A piece that was refused. */
    record Refused<V>(DeadLetter letter) implements Reading<V> {}
  }

  static <K, V> Outcome<K, V> split(KStream<K, Reading<V>> readings, String name) {
    KStream<K, V> accepted =
        readings
            .filter((k, r) -> r instanceof Reading.Accepted, Named.as(name + "-accepted"))
            .mapValues(r -> ((Reading.Accepted<V>) r).value(), Named.as(name + "-values"));
    KStream<K, DeadLetter> refused =
        readings
            .filter((k, r) -> r instanceof Reading.Refused, Named.as(name + "-refused"))
            .mapValues(r -> ((Reading.Refused<V>) r).letter(), Named.as(name + "-letters"));
    return new Outcome<>(accepted, refused);
  }
}

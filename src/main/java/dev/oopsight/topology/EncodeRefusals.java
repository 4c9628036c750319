package dev.oopsight.topology;

import dev.oopsight.siem.EcsRefusal;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Tells a SIEM what was refused: a record's time is in none of the DSL's functions. */
final class EncodeRefusals<K> extends ContextualProcessor<K, DeadLetter, String, String> {

  @Override
  public void process(Record<K, DeadLetter> letter) {
    EcsRefusal refusal = letter.value().ecs(Instant.ofEpochMilli(letter.timestamp()));
    // The headers are the letter's own: reason, excerpt and place stand in the document.
    context()
        .forward(
            new Record<>(refusal.id(), refusal.toJson(), letter.timestamp(), new RecordHeaders()));
  }
}

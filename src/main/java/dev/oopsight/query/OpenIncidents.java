package dev.oopsight.query;

import dev.oopsight.siem.AlertMessage;
import dev.oopsight.topology.PipelineRun;
import dev.oopsight.topology.StoreView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** What is open now, on all hosts. Every instance knows all of it. */
@FunctionalInterface
public interface OpenIncidents {

  /** The alerts that fire, in no order. */
  Answer<List<AlertMessage>> now();

  /** As a running pipeline knows them: what is published, without what is to be taken out. */
  static OpenIncidents of(PipelineRun pipeline) {
    return () -> {
      try {
        return Answer.found(
            StoreView.openIncidents(pipeline.streams()).stream()
                .map(json -> AlertMessage.read(json.getBytes(StandardCharsets.UTF_8)))
                .flatMap(Optional::stream)
                .filter(AlertMessage::firing)
                .toList());
      } catch (InvalidStateStoreException e) {
        return Answer.notReady("what is open is being read", Duration.ofSeconds(2));
      }
    };
  }
}

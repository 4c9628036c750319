package dev.oopsight.topology;

import dev.oopsight.log.Source;
import dev.oopsight.parse.Reason;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last net: a record over which our own code breaks is set aside like any other that is
 * refused, and the next one is read. Without it the same record would be read, and break, again
 * after every restart.
 *
 * <p>What Kafka throws is no record's fault, so it is not caught here. In the net lies what the
 * broken step was reading: behind the first stage that is a message of the internal topic.
 *
 * <p>Kafka Streams makes it by its name; what it needs comes with the settings.
 */
public final class LastNet implements ProcessingExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(LastNet.class);
  private static final String NEEDS = "oopsight.last.net";
  private static final int EXCERPT_CHARS = 200;

  private Needs needs;

  private record Needs(String topic, Letters letters, PipelineMetrics metrics) {}

  /** Puts it under a pipeline. */
  public static void under(
      Properties properties, PipelineSettings settings, PipelineMetrics metrics) {
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LastNet.class.getName());
    properties.put(
        NEEDS, new Needs(settings.topics().deadLetters(), Letters.of(settings), metrics));
  }

  @Override
  public void configure(Map<String, ?> configs) {
    needs = (Needs) configs.get(NEEDS);
  }

  @Override
  public Response handleError(ErrorHandlerContext at, Record<?, ?> record, Exception broke) {
    if (broke instanceof KafkaException || record == null) return Response.fail();
    LOG.error(
        "our own code broke at {} over {} {} {}: it is set aside",
        at.processorNodeId(),
        at.topic(),
        at.partition(),
        at.offset(),
        broke);
    DeadLetter letter =
        needs
            .letters()
            .letter(
                at.sourceRawKey(),
                at.sourceRawValue(),
                Reason.INTERNAL_ERROR,
                excerpt(broke),
                new Source.Position(at.topic(), at.partition(), at.offset()),
                0);
    needs.metrics().refused(letter);
    return Response.resume(
        List.of(
            new ProducerRecord<>(
                needs.topic(), null, letter.key(), letter.value(), letter.headers())));
  }

  private static String excerpt(Exception broke) {
    String text = broke.toString();
    return text.substring(0, Math.min(EXCERPT_CHARS, text.length()));
  }
}

package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.topology.Directives.Complaint;
import dev.oopsight.topology.Outcome.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Passes on what of a topic of directives is fit, and refuses the rest with what is wrong. */
final class CheckDirectives implements Processor<byte[], byte[], String, Reading<byte[]>> {

  private static final int EXCERPT_CHARS = 200;
  private static final int LONGEST_FAULTS = 4_000;

  private final Directives directives;
  private final int letterBytes;
  private final PipelineMetrics metrics;
  private ProcessorContext<String, Reading<byte[]>> context;

  CheckDirectives(Directives directives, int letterBytes, PipelineMetrics metrics) {
    this.directives = directives;
    this.letterBytes = letterBytes;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Reading<byte[]>> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Optional<String> key = text(record.key()).filter(k -> !k.isEmpty());
    Optional<Complaint> complaint =
        key.isEmpty()
            ? Optional.of(new Complaint(0, "the record has no key in UTF-8: it says what this is"))
            : check(key.get(), record.value());
    if (complaint.isPresent()) refuse(record, complaint.get());
    else context.forward(record.withKey(key.get()).withValue(accepted(record.value())));
  }

  private static Reading<byte[]> accepted(byte[] value) {
    return new Reading.Accepted<>(value);
  }

  private Optional<Complaint> check(String key, byte[] value) {
    if (value == null) return Optional.empty();
    return text(value)
        .map(text -> directives.check(key, text))
        .orElseGet(() -> Optional.of(new Complaint(0, "this is no text in UTF-8")));
  }

  private void refuse(Record<byte[], byte[]> record, Complaint complaint) {
    String faults = complaint.faults();
    DeadLetter letter =
        new DeadLetter(
            record.key(),
            record.value(),
            directives.badOne(),
            firstOf(faults.lines().findFirst().orElse(""), EXCERPT_CHARS),
            ReadLines.positionOf(context.recordMetadata().orElseThrow()),
            0,
            letterBytes,
            Map.of(
                "line",
                Integer.toString(complaint.line()),
                "faults",
                firstOf(faults, LONGEST_FAULTS)));
    metrics.refused(letter);
    context.forward(
        new Record<>(
            null, new Reading.Refused<>(letter), context.currentSystemTimeMs(), letter.headers()));
  }

  private static String firstOf(String text, int chars) {
    return text.substring(0, Math.min(chars, text.length()));
  }

  private static Optional<String> text(byte[] bytes) {
    if (bytes == null) return Optional.empty();
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}

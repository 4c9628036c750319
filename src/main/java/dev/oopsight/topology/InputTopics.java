package dev.oopsight.topology;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;

/**
 * Topics that are read: by their names, or by a pattern of names.
 *
 * @param names at least one; empty where there is a pattern
 * @param pattern what a whole name must match
 */
public record InputTopics(List<String> names, Optional<Pattern> pattern) {

  // Kafka, org.apache.kafka.common.internals.Topic.
  private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

  public InputTopics {
    names = List.copyOf(names);
    requireNonNull(pattern);
    if (names.isEmpty() == pattern.isEmpty()) {
      throw new IllegalArgumentException("either names or a pattern");
    }
  }

  /** One topic. */
  public static InputTopics named(String name) {
    return new InputTopics(List.of(name), Optional.empty());
  }

  /** Reads {@code a,b} or {@code /a.*}{@code /}; anything else is empty. */
  public static Optional<InputTopics> of(String text) {
    if (text.length() > 2 && text.startsWith("/") && text.endsWith("/")) {
      try {
        Pattern pattern = Pattern.compile(text.substring(1, text.length() - 1));
        return Optional.of(new InputTopics(List.of(), Optional.of(pattern)));
      } catch (PatternSyntaxException e) {
        return Optional.empty();
      }
    }
    List<String> names = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    return names.stream().allMatch(InputTopics::isTopic)
        ? Optional.of(new InputTopics(names, Optional.empty()))
        : Optional.empty();
  }

  /** Whether Kafka takes that for a topic's name. */
  public static boolean isTopic(String name) {
    return NAME.matcher(name).matches();
  }

  /** Whether the topic of that name is one of them. */
  public boolean includes(String name) {
    return pattern.map(p -> p.matcher(name).matches()).orElseGet(() -> names.contains(name));
  }

  KStream<byte[], byte[]> in(StreamsBuilder builder, Consumed<byte[], byte[]> how) {
    return pattern.map(p -> builder.stream(p, how)).orElseGet(() -> builder.stream(names, how));
  }
}

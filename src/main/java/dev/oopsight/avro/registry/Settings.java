package dev.oopsight.avro.registry;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Settings as Kafka hands them over: strings from a file, or what a program put there. */
record Settings(Map<String, ?> values) {

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name))
        .map(value -> value instanceof Password password ? password.value() : value.toString())
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  String required(String name) {
    return text(name).orElseThrow(() -> new ConfigException("the setting " + name + " is missing"));
  }

  boolean flag(String name, boolean otherwise) {
    return text(name).map(value -> read(name, value, Settings::flag)).orElse(otherwise);
  }

  int number(String name, int otherwise) {
    return text(name).map(value -> read(name, value, Integer::valueOf)).orElse(otherwise);
  }

  Duration millis(String name, Duration otherwise) {
    return text(name)
        .map(value -> read(name, value, Long::valueOf))
        .map(Duration::ofMillis)
        .orElse(otherwise);
  }

  private static boolean flag(String value) {
    if (value.equalsIgnoreCase("true")) return true;
    if (value.equalsIgnoreCase("false")) return false;
    throw new IllegalArgumentException("neither true nor false");
  }

  private static <T> T read(String name, String value, Function<String, T> reader) {
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, value, e.getMessage());
    }
  }
}

package dev.oopsight.avro.registry;

import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Under which subject the values of a topic are registered. */
public enum SubjectNaming {
  /** By topic: {@code kernel.incidents-value}. */
  TOPIC("TopicNameStrategy"),
  /** By type, in whichever topic: {@code dev.oopsight.KernelIncident}. */
  RECORD("RecordNameStrategy"),
  /** By type within a topic: {@code kernel.incidents-dev.oopsight.KernelIncident}. */
  TOPIC_RECORD("TopicRecordNameStrategy");

  private final String className;

  SubjectNaming(String className) {
    this.className = className;
  }

  /**
   * The naming that a setting asks for by the name of Confluent's class, with or without package.
   *
   * @throws ConfigException for any other class: it is not ours to load
   */
  static SubjectNaming of(Settings settings, String setting) {
    String wanted = settings.text(setting).orElse(TOPIC.className);
    String simple = wanted.substring(wanted.lastIndexOf('.') + 1).replaceFirst("^class ", "");
    return Stream.of(values())
        .filter(naming -> naming.className.equals(simple))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    setting,
                    wanted,
                    "expected TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy"));
  }

  String subject(String topic, boolean isKey, Schema schema) {
    return switch (this) {
      case TOPIC -> topic + (isKey ? "-key" : "-value");
      case RECORD -> schema.getFullName();
      case TOPIC_RECORD -> topic + "-" + schema.getFullName();
    };
  }
}

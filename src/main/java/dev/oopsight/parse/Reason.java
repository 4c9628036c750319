package dev.oopsight.parse;

import java.util.Locale;

/**
 * Why a piece of input was refused. A closed list: each is a dead-letter header and a metric label,
 * so a constant is never renamed.
 */
public enum Reason {
  /** The record holds no byte. */
  EMPTY("the record is empty: check the shipper's template"),
  /** More than a tenth of the bytes are control characters: not text. */
  BINARY("this is not text: check which codec the shipper writes (json or text, not protobuf)"),
  /** A schema registry's serializer wrote it: Avro, Protobuf or JSON Schema behind five bytes. */
  REGISTRY_FRAME(
      "this is framed by a schema registry's serializer (Avro, say): write plain text or JSON to"
          + " this topic, or read another one"),
  /** It begins like JSON and is none. */
  MALFORMED_JSON("this is not whole JSON: check the shipper's message size limit"),
  /** JSON nested deeper, or with longer numbers or names, than any shipper writes. */
  JSON_OVER_BOUNDS("this JSON is nested or sized beyond what any log shipper writes"),
  /** It begins like a structured log format and breaks its rules. */
  MALFORMED_LINE("this begins like a structured line and is none: check the shipper's format"),
  /** Nothing names the host: no header, no field, no key. */
  NO_HOST("nothing names the host: set a host-id header, a host field or the record key"),
  /** The name given for the host cannot be one. */
  BAD_HOST("this cannot be a host's name: at most 255 printable characters without blanks"),
  /** One record or line is larger than the bound. */
  TOO_LARGE(
      "this is larger than a bound (input.record.bytes, input.line.bytes, config.bytes,"
          + " config.keys): raise it, or let the shipper split"),
  /** A config document in none of the known forms. */
  UNKNOWN_CONFIG("no known config output: see the README for the forms that are read"),
  /** A config document of a known form that breaks its rules. */
  MALFORMED_CONFIG("this config output breaks the rules of its form"),
  /** A rule that was published and has a fault: of form, type or bound, or in its own examples. */
  BAD_RULE(
      "this is no rule that can judge, and changes nothing: the header faults tells why, and"
          + " 'oopsight rules check' tells it before publishing"),
  /** Feedback in another form than ours, or about nothing that feedback can be about. */
  BAD_FEEDBACK(
      "this is no feedback, and changes nothing: the header faults tells why; docs/api.md has the"
          + " form"),
  /** Our own code broke over it: the last net under all the others. */
  INTERNAL_ERROR("this broke the pipeline's own code: report it, with what was logged then");

  private final String advice;

  Reason(String advice) {
    this.advice = advice;
  }

  /** One line for the person who reads the dead letter: what is wrong and what to do. */
  public String advice() {
    return advice;
  }

  /** Lower case with underscores, as in headers and metric labels. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

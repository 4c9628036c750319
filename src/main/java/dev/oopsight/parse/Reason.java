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
  TOO_LARGE("this is larger than the bound: raise the bound or let the shipper split it"),
  /** A config document in none of the known forms. */
  UNKNOWN_CONFIG("no known config output: see the README for the forms that are read"),
  /** A config document of a known form that breaks its rules. */
  MALFORMED_CONFIG("this config output breaks the rules of its form"),
  /** A finished value does not fit the topic it is for, even cut. */
  UNPUBLISHABLE("this cannot be published within the size limits of its topic");

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

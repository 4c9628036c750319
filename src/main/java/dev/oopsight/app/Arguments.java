package dev.oopsight.app;

import dev.oopsight.log.HostId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads arguments that several commands know. */
final class Arguments {

  private Arguments() {}

  /**
   * A host's name.
   *
   * @param name null where none is given
   */
  static Optional<HostId> host(CommandSpec spec, String name) {
    Optional<HostId> host = Optional.ofNullable(name).flatMap(HostId::of);
    if (name != null && host.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "a host's name has 1 to 255 printable characters without blanks");
    }
    return host;
  }

  /**
   * A moment of the past: RFC 3339, or whole seconds since 1970.
   *
   * @param text null where none is given
   */
  static Optional<Instant> past(CommandSpec spec, String option, String text, Instant now) {
    Optional<Instant> moment =
        Optional.ofNullable(text)
            .flatMap(Arguments::moment)
            .filter(at -> !at.isBefore(Instant.EPOCH) && !at.isAfter(now));
    if (text != null && moment.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is a moment of the past such as 2009-05-06T19:07:14Z, or seconds since 1970, not %s"
              .formatted(option, text));
    }
    return moment;
  }

  private static Optional<Instant> moment(String text) {
    if (text.matches("\\d{1,11}")) return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

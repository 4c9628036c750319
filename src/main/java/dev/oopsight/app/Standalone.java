package dev.oopsight.app;

import static java.util.Objects.requireNonNull;

import dev.oopsight.access.Access;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code standalone} is told.
 *
 * @param data directory of everything that is kept; made if missing
 * @param listen address of this machine that broker and API listen on; {@code 0.0.0.0} for all
 * @param advertise the name by which clients find this machine's broker
 * @param httpPort of the API, 0 for any that is free
 * @param kafkaPort of the broker, 0 for any that is free
 * @param rules directories of the site's own rules, beside the shipped
 * @param access who may ask the API
 */
public record Standalone(
    Path data,
    String listen,
    String advertise,
    int httpPort,
    int kafkaPort,
    List<Path> rules,
    Access access) {
  public Standalone {
    requireNonNull(data);
    requireNonNull(listen);
    requireNonNull(advertise);
    rules = List.copyOf(rules);
    requireNonNull(access);
  }
}

package dev.oopsight.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.incident.IncidentId;
import dev.oopsight.log.HostId;
import dev.oopsight.trace.Kind;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads what a request asks for, and gathers everything that is wrong with it.
 *
 * <p>Errors: nothing is thrown; where {@link #faults} is not empty, what was read is worthless.
 */
final class Parameters {

  static final int DEFAULT_LIMIT = 100;
  static final int HIGHEST_LIMIT = 1000;

  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Pattern UNIX_SECONDS = Pattern.compile("-?\\d{1,11}(?:\\.\\d{1,9})?");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final Pattern ID =
      Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /** Whatever is asked, a copy may be allowed to answer. */
  private static final String ALLOW_STALE = "allowStale";

  private final Map<String, List<String>> query;
  private final List<String> faults = new ArrayList<>();
  private final boolean allowsStale;

  /**
   * @param request to read from
   * @param known the names of the query parameters that its route reads
   */
  Parameters(Context request, String... known) {
    query = request.queryParamMap();
    for (String name : query.keySet()) {
      if (!Set.of(known).contains(name) && !name.equals(ALLOW_STALE)) {
        faults.add(
            "unknown parameter " + name + (known.length == 0 ? "" : "; known: " + List.of(known)));
      } else if (query.get(name).size() > 1) {
        faults.add(name + " is given more than once");
      }
    }
    allowsStale = oneOf(ALLOW_STALE, List.of("false", "true")).equals("true");
  }

  /** What is wrong with the request; empty where all is well. */
  Optional<String> faults() {
    return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
  }

  /** Asks, unless something is wrong with the request. */
  <T> Answer<T> ask(Supplier<Answer<T>> question) {
    return faults().<Answer<T>>map(Answer::badRequest).orElseGet(question);
  }

  /** Those that may answer it. */
  IncidentQueries of(IncidentQueries queries) {
    return allowsStale ? queries.allowingStale() : queries;
  }

  /** Notes that the request makes no sense as a whole. */
  void refuse(String why) {
    faults.add(why);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(query.get(name)).map(values -> values.get(0));
  }

  private <T> Optional<T> read(String name, Function<String, Optional<T>> reader, String form) {
    Optional<String> given = text(name);
    Optional<T> value = given.flatMap(reader);
    if (given.isPresent() && value.isEmpty()) faults.add(name + " must be " + form);
    return value;
  }

  /** How many items are asked for; more than the highest limit is as much as that. */
  int limit() {
    return read("limit", Parameters::number, "a number from 1")
        .map(number -> Math.min(number, HIGHEST_LIMIT))
        .filter(this::isPositive)
        .orElse(DEFAULT_LIMIT);
  }

  private boolean isPositive(int limit) {
    if (limit < 1) faults.add("limit must be a number from 1");
    return limit >= 1;
  }

  OptionalInt revision() {
    Optional<Integer> number =
        read("revision", text -> number(text).filter(n -> n > 0), "a number from 1");
    return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
  }

  Optional<Instant> moment(String name) {
    return read(name, Parameters::instant, "an RFC 3339 time or seconds since 1970");
  }

  /** A length of time, at least a second. */
  Optional<Duration> duration(String name) {
    return read(name, Parameters::length, "an ISO 8601 duration such as PT1H");
  }

  private static Optional<Duration> length(String text) {
    try {
      return Optional.of(Duration.parse(text)).filter(d -> d.compareTo(A_SECOND) >= 0);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  Optional<Kind> kind() {
    return read("kind", Kind::ofId, "a kind such as " + Kind.PAGE_ALLOCATION_FAILURE.id());
  }

  /** One of the given names, the first where none is asked for. */
  String oneOf(String name, List<String> names) {
    return read(name, text -> Optional.of(text).filter(names::contains), "one of " + names)
        .orElse(names.get(0));
  }

  /** A host that is named. */
  Optional<HostId> host(String name) {
    return read(name, HostId::of, "the name of a host");
  }

  Optional<HostId> hostCursor() {
    return read("cursor", text -> decoded(text).flatMap(HostId::of), "taken from an answer");
  }

  Optional<IncidentFilter.Place> incidentCursor() {
    return read("cursor", text -> decoded(text).flatMap(Parameters::place), "taken from an answer");
  }

  /** How many rows were shown before; of a list that has another order each time. */
  int placeCursor() {
    return read("cursor", text -> decoded(text).flatMap(Parameters::number), "taken from an answer")
        .orElse(0);
  }

  static String placeCursor(int shown) {
    return encoded(Integer.toString(shown));
  }

  static String cursor(HostId last) {
    return encoded(last.value());
  }

  static String cursor(IncidentFilter.Place last) {
    return encoded(last.firstAt() + " " + last.id());
  }

  /** An RFC 3339 time, or seconds since 1970 with an optional fraction. */
  static Optional<Instant> instant(String text) {
    try {
      if (UNIX_SECONDS.matcher(text).matches()) {
        int point = text.indexOf('.');
        Instant whole =
            Instant.ofEpochSecond(Long.parseLong(point < 0 ? text : text.substring(0, point)));
        if (point < 0) return Optional.of(whole);
        long nanos = Long.parseLong((text.substring(point + 1) + "00000000").substring(0, 9));
        return Optional.of(text.startsWith("-") ? whole.minusNanos(nanos) : whole.plusNanos(nanos));
      }
      // An unescaped plus of an offset arrives as a blank.
      return Optional.of(OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** An incident's id, as it is printed. */
  static Optional<IncidentId> incidentId(String text) {
    return ID.matcher(text).matches()
        ? Optional.of(new IncidentId(UUID.fromString(text)))
        : Optional.empty();
  }

  private static Optional<Integer> number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      // A number too large for us is still a number.
      boolean huge = text.length() > 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
      return huge ? Optional.of(Integer.MAX_VALUE) : Optional.empty();
    }
    return Optional.of(Integer.parseInt(text));
  }

  private static Optional<IncidentFilter.Place> place(String text) {
    int blank = text.indexOf(' ');
    if (blank < 0) return Optional.empty();
    return instant(text.substring(0, blank))
        .flatMap(
            firstAt ->
                incidentId(text.substring(blank + 1))
                    .map(id -> new IncidentFilter.Place(firstAt, id)));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(text), UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

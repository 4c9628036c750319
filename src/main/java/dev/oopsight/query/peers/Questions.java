package dev.oopsight.query.peers;

import static dev.oopsight.query.peers.Coder.INT;
import static dev.oopsight.query.peers.Coder.LONG;
import static dev.oopsight.query.peers.Coder.MOMENT;
import static dev.oopsight.query.peers.Coder.TEXT;
import static dev.oopsight.query.peers.Coder.list;
import static dev.oopsight.query.peers.Coder.map;
import static dev.oopsight.query.peers.Coder.optional;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.SettingChange;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.query.HostSummary;
import dev.oopsight.query.IncidentFilter;
import dev.oopsight.query.Page;
import dev.oopsight.theory.Census;
import dev.oopsight.theory.Fleet.HostAt;
import dev.oopsight.theory.PrintSummary;
import dev.oopsight.topology.StoreView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every question that one instance asks another. Those about a host are absent where it is not. */
final class Questions {

  /** A host, and what is asked of it. */
  record OfHost<T>(HostId host, T what) {}

  /** A host's changes in (since, until]. */
  record Span(Instant since, Instant until) {}

  /** So many hosts behind that one. */
  record Behind(Optional<HostId> host, int most) {}

  /** So many hosts but those. */
  record Outside(int most, List<HostId> hosts) {}

  /** A census with lists so long. */
  record Counted(Instant newSince, int most) {}

  /** Prints of a level; a host counts as new from that moment on. */
  record OfLevel(Fingerprint.Level level, Instant newSince) {}

  /** Hosts at moments, and the settings that matter. */
  record Mattering(List<HostAt> moments, List<String> settings) {}

  /** The values that a host had at a moment. */
  record Held(HostAt when, ConfigView values) {}

  static final Question<Behind, List<HostId>> HOSTS =
      new Question<>(
          "hosts",
          new Coder<>(
              (out, behind) -> {
                optional(Coders.HOST).write(out, behind.host());
                out.writeInt(behind.most());
              },
              in -> new Behind(optional(Coders.HOST).read(in), INT.read(in))),
          list(Coders.HOST),
          (stores, behind) -> stores.hosts(behind.host(), behind.most()));

  static final Question<List<HostId>, List<HostSummary>> SUMMARIES =
      new Question<>(
          "summaries",
          list(Coders.HOST),
          list(Coders.SUMMARY),
          (stores, hosts) ->
              hosts.stream().filter(stores::knows).map(host -> summary(stores, host)).toList());

  static final Question<HostId, Optional<HostSummary>> HOST =
      new Question<>(
          "host",
          Coders.HOST,
          optional(Coders.SUMMARY),
          (stores, host) -> ifKnown(stores, host, known -> summary(stores, known)));

  static final Question<OfHost<IncidentFilter>, Optional<Page<KernelIncident>>> HOST_INCIDENTS =
      new Question<>(
          "host-incidents",
          ofHost(Coders.FILTER),
          optional(Coders.INCIDENTS),
          (stores, asked) ->
              ifKnown(stores, asked.host(), host -> asked.what().pageOf(stores.incidents(host))));

  static final Question<OfHost<Span>, Optional<List<SettingChange>>> CHANGES =
      new Question<>(
          "changes",
          ofHost(
              new Coder<>(
                  (out, span) -> {
                    MOMENT.write(out, span.since());
                    MOMENT.write(out, span.until());
                  },
                  in -> new Span(MOMENT.read(in), MOMENT.read(in)))),
          optional(list(Coders.CHANGE)),
          (stores, asked) ->
              ifKnown(
                  stores,
                  asked.host(),
                  host -> stores.changes(host, asked.what().since(), asked.what().until())));

  static final Question<HostAt, Optional<ConfigView>> CONFIG =
      new Question<>(
          "config",
          Coders.HOST_AT,
          optional(Coders.CONFIG),
          (stores, asked) ->
              ifKnown(stores, asked.host(), host -> stores.config(host, asked.at())));

  /** Where the incidents stand that are asked for, and one more; they themselves are large. */
  static final Question<IncidentFilter, List<IncidentFilter.Place>> PLACES =
      new Question<>("places", Coders.FILTER, list(Coders.PLACE), Questions::places);

  static final Question<List<IncidentId>, List<KernelIncident>> INCIDENTS_BY_ID =
      new Question<>(
          "incidents-by-id",
          list(Coders.ID),
          list(Coders.INCIDENT),
          (stores, ids) -> stores.fleet().incidents(ids));

  static final Question<Fingerprint, List<Appearance>> APPEARANCES =
      new Question<>(
          "appearances",
          Coders.PRINT,
          list(Coders.APPEARANCE),
          (stores, print) -> stores.fleet().appearances(print));

  static final Question<OfLevel, List<PrintSummary>> PRINTS =
      new Question<>(
          "prints",
          new Coder<>(
              (out, asked) -> {
                TEXT.write(out, asked.level().name());
                MOMENT.write(out, asked.newSince());
              },
              in -> new OfLevel(Fingerprint.Level.valueOf(TEXT.read(in)), MOMENT.read(in))),
          list(CensusCoder.PRINT),
          (stores, asked) -> stores.fleet().prints(asked.level(), asked.newSince()));

  static final Question<Integer, Map<HostId, Map<String, Instant>>> BLAMED =
      new Question<>(
          "blamed",
          INT,
          map(Coders.HOST, map(TEXT, MOMENT)),
          (stores, all) -> stores.fleet().blamed());

  static final Question<Counted, Census> CENSUS =
      new Question<>(
          "census",
          new Coder<>(
              (out, asked) -> {
                MOMENT.write(out, asked.newSince());
                out.writeInt(asked.most());
              },
              in -> new Counted(MOMENT.read(in), INT.read(in))),
          CensusCoder.CENSUS,
          (stores, asked) -> stores.fleet().census(asked.newSince(), asked.most()));

  static final Question<Integer, Long> HOST_COUNT =
      new Question<>("host-count", INT, LONG, (stores, all) -> stores.fleet().hostCount());

  static final Question<Outside, List<HostId>> PICK =
      new Question<>(
          "pick",
          new Coder<>(
              (out, asked) -> {
                out.writeInt(asked.most());
                list(Coders.HOST).write(out, asked.hosts());
              },
              in -> new Outside(INT.read(in), list(Coders.HOST).read(in))),
          list(Coders.HOST),
          (stores, asked) -> stores.fleet().pickOutside(asked.most(), Set.copyOf(asked.hosts())));

  private static final Coder<List<Held>> HELD =
      list(
          new Coder<>(
              (out, held) -> {
                Coders.HOST_AT.write(out, held.when());
                Coders.CONFIG.write(out, held.values());
              },
              in -> new Held(Coders.HOST_AT.read(in), Coders.CONFIG.read(in))));

  static final Question<List<HostAt>, List<Held>> VALUES =
      new Question<>(
          "values",
          list(Coders.HOST_AT),
          HELD,
          (stores, moments) -> held(stores.fleet().values(moments)));

  static final Question<Mattering, List<Held>> PROPERTIES =
      new Question<>(
          "properties",
          new Coder<>(
              (out, asked) -> {
                list(Coders.HOST_AT).write(out, asked.moments());
                list(TEXT).write(out, asked.settings());
              },
              in -> new Mattering(list(Coders.HOST_AT).read(in), list(TEXT).read(in))),
          HELD,
          (stores, asked) ->
              held(stores.fleet().properties(asked.moments(), Set.copyOf(asked.settings()))));

  private static List<Held> held(Map<HostAt, ConfigView> values) {
    return values.entrySet().stream()
        .map(entry -> new Held(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Counts of an incident that goes on are published once an hour. */
  private static final Duration LATEST_COUNTS = Duration.ofHours(2);

  private static final Map<String, Question<?, ?>> ALL =
      Stream.<Question<?, ?>>of(
              HOSTS,
              SUMMARIES,
              HOST,
              HOST_INCIDENTS,
              CHANGES,
              CONFIG,
              PLACES,
              INCIDENTS_BY_ID,
              APPEARANCES,
              PRINTS,
              BLAMED,
              CENSUS,
              HOST_COUNT,
              PICK,
              VALUES,
              PROPERTIES)
          .collect(Collectors.toMap(Question::name, question -> question));

  private Questions() {}

  /** That of a name. */
  static Optional<Question<?, ?>> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  private static <T> Coder<OfHost<T>> ofHost(Coder<T> what) {
    return new Coder<>(
        (out, asked) -> {
          Coders.HOST.write(out, asked.host());
          what.write(out, asked.what());
        },
        in -> new OfHost<>(Coders.HOST.read(in), what.read(in)));
  }

  private static <T> Optional<T> ifKnown(
      StoreView stores, HostId host, Function<HostId, T> question) {
    return stores.knows(host) ? Optional.of(question.apply(host)) : Optional.empty();
  }

  /**
   * Each incident has a row of a few words, which tells all that is filtered by, but that the last
   * occurrences may not be in it yet: then the incident itself is looked at.
   */
  private static List<IncidentFilter.Place> places(StoreView stores, IncidentFilter filter) {
    PriorityQueue<IncidentFilter.Place> newest =
        new PriorityQueue<>(IncidentFilter.NEWEST_FIRST.reversed());
    stores.eachAppearance(
        Fingerprint.Level.SITE,
        (print, row) -> {
          IncidentFilter.Place place = new IncidentFilter.Place(row.firstAt(), row.incident());
          boolean full = newest.size() > filter.limit();
          if (full && IncidentFilter.NEWEST_FIRST.compare(place, newest.peek()) > 0) return;
          if (!filter.matches(row.kind(), place, row.lastAt().plus(LATEST_COUNTS))) return;
          if (!filter.matches(row.kind(), place, row.lastAt())
              && stores.incident(row.incident()).filter(filter::matches).isEmpty()) return;
          newest.add(place);
          if (full) newest.remove();
        });
    return newest.stream().sorted(IncidentFilter.NEWEST_FIRST).toList();
  }

  private static HostSummary summary(StoreView stores, HostId host) {
    return new HostSummary(
        host,
        stores.heard(host).line(),
        stores.heard(host).config(),
        stores.countIncidents(host),
        stores.newestIncident(host).map(HostSummary.Newest::of));
  }
}

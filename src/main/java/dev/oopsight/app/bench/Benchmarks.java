package dev.oopsight.app.bench;

import static dev.oopsight.app.bench.App.NOTHING;
import static dev.oopsight.app.bench.App.PIPELINE;
import static dev.oopsight.app.bench.App.REPARTITION;
import static dev.oopsight.app.bench.Figure.CPU_PER_MILLION_LINES;
import static dev.oopsight.app.bench.Figure.INCIDENTS_PER_SECOND;
import static dev.oopsight.app.bench.Figure.LINES_PER_SECOND;
import static dev.oopsight.app.bench.Figure.MEGABYTES_PER_SECOND;
import static dev.oopsight.app.bench.Figure.MICROSECONDS;
import static dev.oopsight.app.bench.Figure.MILLISECONDS;
import static dev.oopsight.app.bench.Figure.SECONDS;
import static java.util.Collections.disjoint;

import dev.oopsight.app.bench.Benchmark.Contest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every benchmark. Another one is another entry. */
final class Benchmarks {

  private static final String GREP = "grep -c -E with ten header words, C locale, piped";
  private static final String NO_OP = "a Streams application that reads the topic and does nothing";
  private static final String KEYED = "the pipeline on keyed lines";

  static final List<Benchmark> ALL =
      List.of(
          new Benchmark(
              "parse",
              "a log of 200 MB with 85 % benign bytes, to parsed traces: warm, one thread",
              GREP,
              w -> Contest.of(new ReadTraces(w.longLog()), w.grep(w.longLog())),
              List.of(
                  new Row(
                      "parse",
                      MEGABYTES_PER_SECOND,
                      Must.atLeast(400).and(Must.atLeastTimes(0.5))))),
          new Benchmark(
              "parse",
              "a log of 200 MB of traces only: warm, one thread",
              GREP,
              w -> Contest.of(new ReadTraces(w.traceLog()), w.grep(w.traceLog())),
              List.of(new Row("parse-traces", MEGABYTES_PER_SECOND, Must.atLeast(180)))),
          new Benchmark(
              "explain",
              "the whole process, bin/oopsight explain --format json, on that log, -Xmx128m",
              "",
              w -> Contest.alone(w.explain(w.longLog())),
              List.of(new Row("explain", MEGABYTES_PER_SECOND, Must.atLeast(200)))),
          new Benchmark(
              "explain",
              "the same on a log of 2 MB",
              "",
              w -> Contest.alone(w.explain(w.shortLog())),
              List.of(new Row("explain-short", SECONDS, Must.atMost(0.6)))),
          new Benchmark(
              "diagnose",
              "traces of many kinds judged by all rules, 2000 config keys: warm, one thread",
              "",
              w -> Contest.alone(w.diagnose()),
              List.of(new Row("diagnose", INCIDENTS_PER_SECOND, Must.atLeast(5_000)))),
          new Benchmark(
              "diagnose",
              "each rule by itself over the same traces: p99 of the slowest, CPU time",
              "",
              w -> Contest.alone(w.slowestRule()),
              List.of(new Row("diagnose-rule", MICROSECONDS, Must.atMost(200)))),
          new Benchmark(
              "keyed",
              "benign <pri>[ts] lines of 1000 hosts, keyed by host",
              NO_OP,
              w -> Contest.of(w.run(PIPELINE, Content.KEYED), w.run(NOTHING, Content.KEYED)),
              List.of(
                  new Row("keyed", LINES_PER_SECOND, Must.atLeastTimes(0.65)),
                  new Row("keyed-cpu", CPU_PER_MILLION_LINES, Must.atMostTimes(1.5)))),
          new Benchmark(
              "unkeyed",
              "the same lines with no key, the host in a header",
              KEYED,
              w -> Contest.of(w.run(PIPELINE, Content.UNKEYED), w.run(PIPELINE, Content.KEYED)),
              List.of(new Row("unkeyed", LINES_PER_SECOND, Must.atLeastTimes(0.95)))),
          new Benchmark(
              "mixed",
              "syslog, 90 % of it by daemons",
              NO_OP,
              w -> Contest.of(w.run(PIPELINE, Content.MIXED), w.run(NOTHING, Content.MIXED)),
              List.of(new Row("mixed", LINES_PER_SECOND, Must.atLeastTimes(0.65)))),
          new Benchmark(
              "json",
              "journald JSON",
              NO_OP,
              w -> Contest.of(w.run(PIPELINE, Content.JOURNAL), w.run(NOTHING, Content.JOURNAL)),
              List.of(new Row("json", LINES_PER_SECOND, Must.atLeastTimes(0.5)))),
          new Benchmark(
              "packed",
              "200 of the keyed lines a record",
              KEYED,
              w -> Contest.of(w.run(PIPELINE, Content.PACKED), w.run(PIPELINE, Content.KEYED)),
              List.of(new Row("packed", LINES_PER_SECOND, Must.atLeastTimes(2.5)))),
          new Benchmark(
              "storm",
              "every line part of a trace, keyed by host",
              "a Streams application that repartitions every line and then does nothing",
              w -> Contest.of(w.run(PIPELINE, Content.TRACES), w.run(REPARTITION, Content.TRACES)),
              List.of(new Row("storm", LINES_PER_SECOND, Must.atLeastTimes(0.7)))),
          new Benchmark(
              "latency",
              "from a trace's end marker to its incident under half of the keyed load, p99",
              "",
              w -> Contest.alone(w.latency()),
              List.of(new Row("latency", SECONDS, Must.atMost(Latency.MOST_SECONDS)))),
          new Benchmark(
              "query",
              "an incident by its id, a host, its incidents: 500/s under half of the load, p99",
              "/healthz, asked the same way in turn",
              Workshop::keyedQueries,
              List.of(
                  new Row("query-keyed", MILLISECONDS, Must.atMostTimes(QueryKeyed.MOST_TIMES)))),
          new Benchmark(
              "query",
              "what the page shows first of 100 000 hosts, one in ten with an incident, p99",
              "",
              w -> Contest.alone(w.fleetQueries()),
              List.of(new Row("query-fleet", SECONDS, Must.atMost(QueryFleet.MOST_SECONDS)))));

  private Benchmarks() {}

  /** By what names they are asked for: those of groups and of rows. */
  static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Benchmark benchmark : ALL) names.addAll(namesOf(benchmark));
    return names;
  }

  /** Those of the names, in the order of the table; all where none is named. */
  static Stream<Benchmark> of(List<String> names) {
    return ALL.stream().filter(b -> names.isEmpty() || !disjoint(names, namesOf(b)));
  }

  private static List<String> namesOf(Benchmark benchmark) {
    List<String> names = new ArrayList<>(List.of(benchmark.group()));
    benchmark.rows().forEach(row -> names.add(row.name()));
    return names;
  }
}

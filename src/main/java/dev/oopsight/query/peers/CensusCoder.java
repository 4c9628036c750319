package dev.oopsight.query.peers;

import static dev.oopsight.query.peers.Coder.LONG;
import static dev.oopsight.query.peers.Coder.MOMENT;
import static dev.oopsight.query.peers.Coder.TEXT;
import static dev.oopsight.query.peers.Coder.list;
import static dev.oopsight.query.peers.Coder.map;
import static dev.oopsight.query.peers.Coder.optional;

import dev.oopsight.theory.Census;
import dev.oopsight.theory.PrintSummary;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the counts of a part of the fleet go from one instance to another. */
final class CensusCoder {

  private static final Coder<PrintSummary.Kernel> KERNEL =
      new Coder<>(
          (out, kernel) -> {
            MOMENT.write(out, kernel.firstSeen());
            out.writeLong(kernel.hosts());
          },
          in -> new PrintSummary.Kernel(MOMENT.read(in), LONG.read(in)));

  static final Coder<PrintSummary> PRINT =
      new Coder<>(
          (out, print) -> {
            Coders.PRINT.write(out, print.print());
            Coders.APPEARANCE.write(out, print.first());
            Coders.APPEARANCE.write(out, print.newest());
            out.writeLong(print.hosts());
            out.writeLong(print.newHosts());
            out.writeLong(print.incidents());
            out.writeLong(print.printed());
            out.writeLong(print.suppressed());
            MOMENT.write(out, print.lastSeen());
            map(TEXT, KERNEL).write(out, print.kernels());
          },
          in ->
              new PrintSummary(
                  Coders.PRINT.read(in),
                  Coders.APPEARANCE.read(in),
                  Coders.APPEARANCE.read(in),
                  LONG.read(in),
                  LONG.read(in),
                  LONG.read(in),
                  LONG.read(in),
                  LONG.read(in),
                  MOMENT.read(in),
                  map(TEXT, KERNEL).read(in)));

  private static final Coder<Census.Heard> HEARD =
      new Coder<>(
          (out, heard) -> {
            Coders.HOST.write(out, heard.host());
            optional(MOMENT).write(out, heard.at());
          },
          in -> new Census.Heard(Coders.HOST.read(in), optional(MOMENT).read(in)));

  private static final Coder<Census.Begun> BEGUN =
      new Coder<>(
          (out, begun) -> {
            out.writeLong(begun.faults());
            out.writeLong(begun.notices());
          },
          in -> new Census.Begun(LONG.read(in), LONG.read(in)));

  private static final Coder<Census.Entry> ENTRY =
      new Coder<>(
          (out, entry) -> {
            MOMENT.write(out, entry.firstAt());
            Coders.ID.write(out, entry.id());
          },
          in -> new Census.Entry(MOMENT.read(in), Coders.ID.read(in)));

  static final Coder<Census> CENSUS =
      new Coder<>(
          (out, census) -> {
            out.writeLong(census.hosts());
            byTime(LONG).write(out, census.heard());
            list(HEARD).write(out, census.silent());
            byTime(BEGUN).write(out, census.byHour());
            out.writeLong(census.hostsWithFaults());
            list(ENTRY).write(out, census.newest());
            list(PRINT).write(out, census.prints());
          },
          in ->
              new Census(
                  LONG.read(in),
                  byTime(LONG).read(in),
                  list(HEARD).read(in),
                  byTime(BEGUN).read(in),
                  LONG.read(in),
                  list(ENTRY).read(in),
                  list(PRINT).read(in)));

  private CensusCoder() {}

  private static <V> Coder<SortedMap<Instant, V>> byTime(Coder<V> value) {
    return map(MOMENT, value).as(sorted -> sorted, TreeMap::new);
  }
}

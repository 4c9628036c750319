package dev.oopsight.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.cases.CaseFile;
import dev.oopsight.cases.CaseLines;
import dev.oopsight.wire.Formats;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A fleet that fails for some minutes: what its shippers and collectors send. Each host has a
 * format of its own, and goes from one golden case to the next; between them its kernel and its
 * userland say what does not matter, and now and then a record is broken. All hosts fail at once,
 * so at any moment some trace is half told. An hour later each says one thing more, by which it is
 * known that its traces are over.
 */
public final class Fleet {

  /** Long enough ago that no clock plays a part. */
  static final Instant BEGAN = Instant.parse("2025-01-05T12:00:00Z");

  private static final long SECOND = 1_000_000;
  private static final int INFO = 6;

  private static final int SHORTEST = 20;

  /** A kernel that repeats itself: so that occurrences are counted and not told. */
  private static final CaseFile REPEATED = CaseFile.named("warning/plain-3.16");

  private static final int TIMES = 12;
  private static final String CUT_OFF = "{\"message\":\"cut off in the mid";

  private final Random random;
  private final List<Sent> logs = new ArrayList<>();
  private final List<Sent> ends = new ArrayList<>();
  private final List<Sent> configs = new ArrayList<>();
  private int traces;

  /**
   * A record on its way.
   *
   * @param at its timestamp
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and Kafka takes an array
  public record Sent(String host, Instant at, byte[] value) {
    boolean isRefused() {
      return Arrays.equals(value, CUT_OFF.getBytes(UTF_8));
    }
  }

  private Fleet(long seed) {
    random = new Random(seed);
  }

  /**
   * Makes one.
   *
   * @param formats one host each
   * @param cases that each host goes through, drawn by the seed
   */
  public static Fleet of(long seed, List<Formats> formats, int cases) {
    return of(seed, formats, cases, 700, 10);
  }

  /** The same without a host that is well for longer than a shipper may be late. */
  public static Fleet withoutPause(long seed, List<Formats> formats, int cases) {
    return of(seed, formats, cases, 0, 10);
  }

  /** The same whose hosts are well and talk on for the hour. */
  public static Fleet withBacklog(long seed, List<Formats> formats, int cases) {
    return of(seed, formats, cases, 700, 1_000);
  }

  private static Fleet of(long seed, List<Formats> formats, int cases, int pause, int last) {
    Fleet fleet = new Fleet(seed);
    // Traces of several lines: of those, one can be lost or cut.
    List<CaseFile> all =
        CaseFile.all().stream().filter(c -> c.log().lines().count() > SHORTEST).toList();
    for (Formats format : formats) {
      Host host = fleet.new Host(format);
      for (int i = 0; i < cases; i++) host.fails(all.get(fleet.random.nextInt(all.size())));
      host.ends(last);
    }
    Host again = fleet.new Host(Formats.KMSG, "again");
    for (int i = 0; i < TIMES; i++) again.fails(REPEATED);
    again.isWellFor(pause);
    again.fails(REPEATED);
    again.ends(last);
    interleave(fleet.logs, fleet.random);
    interleave(fleet.ends, fleet.random);
    return fleet;
  }

  /** Shippers do not wait for one another: lines of each host in order, hosts at random. */
  private static void interleave(List<Sent> records, Random random) {
    Map<String, Deque<Sent>> hosts = new TreeMap<>();
    List<String> turns = new ArrayList<>();
    for (Sent sent : records) {
      hosts.computeIfAbsent(sent.host(), h -> new ArrayDeque<>()).add(sent);
      turns.add(sent.host());
    }
    Collections.shuffle(turns, random);
    records.clear();
    for (String host : turns) records.add(hosts.get(host).remove());
  }

  /** Records of the log topic, in the order in which they are sent. */
  public List<Sent> logs() {
    return logs;
  }

  /** What comes after all of these, up to an hour later. */
  public List<Sent> ends() {
    return ends;
  }

  /** Records of the config topic; some tell of a time before those that stand before them. */
  public List<Sent> configs() {
    return configs;
  }

  /** How many traces its kernels printed. */
  public int traces() {
    return traces;
  }

  /** One host while it fails. */
  private final class Host {

    private final Formats format;
    private final String name;

    /** Whether its shipper puts several lines into a record. */
    private final boolean packs;

    private long micros;
    private long sequence;

    Host(Formats format) {
      this(format, format.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    Host(Formats format, String name) {
      this.format = format;
      this.name = name;
      packs = random.nextInt(4) == 0;
      micros = (100 + random.nextInt(20)) * SECOND + random.nextInt(1_000_000);
      config(100_000 + random.nextInt(30_000), -60);
      config(200_000 + random.nextInt(30_000), 130 + random.nextInt(60));
      if (random.nextBoolean()) config(300_000 + random.nextInt(30_000), 120);
    }

    private void config(int reserve, int seconds) {
      String text = "vm.min_free_kbytes = %d\nkernel.panic_on_oops = 0\n".formatted(reserve);
      configs.add(new Sent(name, BEGAN.plusSeconds(seconds), text.getBytes(UTF_8)));
    }

    void fails(CaseFile c) {
      traces++;
      List<Formats.Line> told = CaseLines.of(c, name);
      long shift = micros - told.get(0).kernelMicros();
      List<Formats.Line> moved = new ArrayList<>();
      for (Formats.Line line : told) {
        micros = line.kernelMicros() + shift;
        moved.add(line(line.level(), line.caller(), line.text()));
      }
      send(moved);
      micros += 3 * SECOND;
      rambles();
      micros += random.nextInt((int) SECOND);
    }

    /** Says what does not matter. */
    private void rambles() {
      send(List.of(line(INFO, Optional.empty(), "usb 1-2: USB disconnect, device number 4")));
      send("<30>Jan  5 12:00:00 " + name + " dhclient[7]: bound, renewal in 99 s");
      if (random.nextInt(2) == 0) send(CUT_OFF);
    }

    void isWellFor(int seconds) {
      micros += seconds * SECOND;
    }

    /** That many lines, up to an hour later. */
    void ends(int lines) {
      for (int i = 1; i <= lines; i++) {
        micros += 3_600 * SECOND / lines;
        Formats.Line last =
            line(INFO, Optional.empty(), "usb 1-3: USB disconnect, device number 5");
        ends.add(new Sent(name, now(), format.records(List.of(last)).get(0)));
      }
    }

    private Formats.Line line(int level, Optional<dev.oopsight.log.Caller> caller, String text) {
      return new Formats.Line(level, ++sequence, micros, caller, text, name, now());
    }

    private Instant now() {
      return BEGAN.plus(micros, ChronoUnit.MICROS);
    }

    private void send(List<Formats.Line> lines) {
      for (int from = 0; from < lines.size(); ) {
        int count = packs ? 2 + random.nextInt(6) : 1;
        List<Formats.Line> some = lines.subList(from, Math.min(from + count, lines.size()));
        from += some.size();
        byte[] value = some.size() == 1 ? format.records(some).get(0) : format.packed(some);
        logs.add(new Sent(name, some.get(some.size() - 1).time(), value));
      }
    }

    private void send(String text) {
      logs.add(new Sent(name, now(), text.getBytes(UTF_8)));
    }
  }
}

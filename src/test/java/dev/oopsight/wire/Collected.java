package dev.oopsight.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.log.LineView;
import dev.oopsight.parse.Reason;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a reader tells, for a test to look at. */
final class Collected implements LineSink {

  record Refusal(Reason reason, int from, int to, String excerpt) {}

  final List<LineView> lines = new ArrayList<>();
  final List<Refusal> refusals = new ArrayList<>();
  final List<Long> aside = new ArrayList<>();
  int notOurs;

  /** Reads one record whose key is web9. */
  static Collected of(String record) {
    return of(record.getBytes(UTF_8));
  }

  static Collected of(byte[] record) {
    return of(record, keyed("web9"));
  }

  static Collected of(byte[] record, Origin origin) {
    Collected collected = new Collected();
    new LogReader().read(record, 0, record.length, origin, collected);
    return collected;
  }

  /** A record of that key, received at {@link Formats#RECEIVED}. */
  static Origin keyed(String key) {
    return Origin.in(ZoneOffset.UTC)
        .record(null, key.getBytes(UTF_8), Formats.RECEIVED.toEpochMilli());
  }

  /** A record without header or key. */
  static Origin nameless() {
    return Origin.in(ZoneOffset.UTC).record(null, null, Formats.RECEIVED.toEpochMilli());
  }

  LineView only() {
    if (lines.size() != 1) throw new AssertionError(lines.size() + " lines, " + refusals);
    return lines.get(0);
  }

  List<String> texts() {
    return lines.stream().map(LineView::text).toList();
  }

  List<Reason> reasons() {
    return refusals.stream().map(Refusal::reason).toList();
  }

  @Override
  public void line(LineView line) {
    LineView copy = new LineView();
    copy.copy(line);
    copy.bytes = line.bytes.clone();
    lines.add(copy);
  }

  @Override
  public void notOurs() {
    notOurs++;
  }

  @Override
  public void aside(LineView line) {
    if (!line.host.equals("web9")) throw new AssertionError("aside of " + line.host);
    aside.add(line.sequence);
  }

  @Override
  public void refused(Reason reason, int from, int to, String excerpt) {
    refusals.add(new Refusal(reason, from, to, excerpt));
  }
}

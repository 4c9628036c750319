package dev.oopsight.assembly;

import static java.util.Objects.requireNonNull;

import dev.oopsight.log.BootKey;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.KernelTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The boots of one host that are known, and which of them a line belongs to.
 *
 * <p>A boot without an id is told by when it seems to have begun: the line's wall clock less its
 * kernel time. That moment wanders: a clock is set, a relay delivers late, a ring buffer is dumped
 * hours after it was filled. So the nearest known beginning within ten minutes is taken for the
 * same, and one that moves towards the past while kernel time goes on is a dump being read. And a
 * boot cannot have begun while another of the host still spoke: that is a replay. Where kernel time
 * fell back, a beginning behind all that the other said is a restart, however near.
 *
 * <p>A boot without an id is named after the earliest of its lines. Where lines come out of order,
 * a line may give it another name, until the first trace goes out under it.
 *
 * @param known newest use last, at most {@value #MOST}
 */
public record Boots(List<Boot> known) {

  /** No one's to choose: the boot is part of every id, so another value would give other ids. */
  static final Duration NEAR = Duration.ofMinutes(10);

  static final int MOST = 16;

  /** A beginning that lies so much earlier than was thought is worth a write. */
  private static final Duration MOVED = NEAR.dividedBy(2);

  /** No host is back sooner after its last line. */
  private static final Duration RESTART = Duration.ofSeconds(5);

  /** The greatest kernel time is known to that; finer would cost a write a line. */
  private static final long NEWEST_MICROS = 10_000_000;

  /** Where neither boot id nor kernel time is printed, all of a host's lines are of one boot. */
  public static final BootKey UNTOLD = new BootKey("untold");

  /** No boot known yet. */
  public static final Boots NONE = new Boots(List.of());

  /**
   * One known boot.
   *
   * @param key its name
   * @param beginning when it seems to have begun
   * @param newest the greatest kernel time seen of it
   * @param namedBy kernel time of the line that it is named after, while another may rename it
   */
  public record Boot(
      BootKey key, Instant beginning, KernelTime newest, Optional<KernelTime> namedBy) {
    public Boot {
      requireNonNull(key);
      requireNonNull(beginning);
      requireNonNull(newest);
      requireNonNull(namedBy);
    }

    /** When its newest line was printed. */
    private Instant lastWord() {
      return beginning.plus(newest.micros(), ChronoUnit.MICROS);
    }

    private Boot settled() {
      return new Boot(key, beginning, newest, Optional.empty());
    }
  }

  /**
   * What a line told.
   *
   * @param key its boot
   * @param renamed under which name that boot was known until now, where that was another
   * @param boots what is known from now on; the same object where nothing was learned
   */
  public record Told(BootKey key, Optional<BootKey> renamed, Boots boots) {
    private Told(BootKey key, Boots boots) {
      this(key, Optional.empty(), boots);
    }
  }

  public Boots {
    known = List.copyOf(known);
  }

  /** Finds the boot of a line. */
  public Told of(KernelLine line) {
    Optional<BootKey> named = line.bootId().map(BootKey::ofId);
    if (line.kernelTime().isEmpty()) return new Told(named.orElse(UNTOLD), this);
    KernelTime time = line.kernelTime().get();
    if (named.isEmpty() && goesOn(time, line.time().at())) {
      return new Told(known.get(known.size() - 1).key(), this);
    }
    Instant beginning = line.time().at().minus(time.micros(), ChronoUnit.MICROS);
    Optional<Boot> match =
        named.isPresent()
            ? known.stream().filter(b -> b.key().equals(named.get())).findFirst()
            : nearest(beginning, time)
                .or(() -> replayed(beginning))
                .or(() -> dumped(beginning, time));
    if (match.isEmpty()) {
      Boot boot =
          named
              .map(key -> new Boot(key, beginning, time, Optional.empty()))
              .orElseGet(() -> new Boot(name(beginning), beginning, time, Optional.of(time)));
      return new Told(boot.key(), replacing(Optional.empty(), boot));
    }
    Boot old = match.get();
    if (old.namedBy().filter(t -> isEarlier(time, t)).isPresent()) {
      return renamed(old, beginning, time);
    }
    boolean moved = beginning.isBefore(old.beginning().minus(MOVED));
    boolean later = time.micros() >= old.newest().micros() + NEWEST_MICROS;
    if (!moved && !later) return new Told(old.key(), this);
    Boot updated =
        new Boot(
            old.key(),
            moved ? beginning : old.beginning(),
            time.compareTo(old.newest()) > 0 ? time : old.newest(),
            old.namedBy());
    return new Told(old.key(), replacing(match, updated));
  }

  /**
   * Whether the line goes on with the boot used last and teaches nothing: so it is with nearly
   * every line. No other boot may be as near.
   */
  private boolean goesOn(KernelTime time, Instant at) {
    if (known.isEmpty()) return false;
    Boot last = known.get(known.size() - 1);
    long ahead = time.micros() - last.newest().micros();
    if (ahead < 0 || ahead >= NEWEST_MICROS) return false;
    long beginning = at.getEpochSecond() - time.micros() / 1_000_000;
    for (int i = 0; i < known.size() - 1; i++) {
      if (distance(known.get(i), beginning) < 2 * MOVED.toSeconds()) return false;
    }
    return distance(last, beginning) < MOVED.toSeconds() - 2;
  }

  private static long distance(Boot boot, long epochSecond) {
    return Math.abs(boot.beginning().getEpochSecond() - epochSecond);
  }

  private Told renamed(Boot old, Instant beginning, KernelTime time) {
    Boots others = new Boots(known.stream().filter(b -> !b.equals(old)).toList());
    BootKey key = others.name(beginning);
    Boot boot = new Boot(key, beginning, old.newest(), Optional.of(time));
    Optional<BootKey> before = Optional.of(old.key()).filter(k -> !k.equals(key));
    return new Told(key, before, replacing(Optional.of(old), boot));
  }

  /** The same, where something went out under the name of a boot: it keeps that name. */
  public Boots settled(BootKey key) {
    return known.stream()
        .filter(b -> b.key().equals(key) && b.namedBy().isPresent())
        .findFirst()
        .map(b -> replacing(Optional.of(b), b.settled()))
        .orElse(this);
  }

  /**
   * The minute next to the beginning, so that it hardly matters which line names it; the second
   * where another boot has that name.
   */
  private BootKey name(Instant beginning) {
    BootKey minute = BootKey.startedAt(beginning.plusSeconds(30).truncatedTo(ChronoUnit.MINUTES));
    boolean taken = known.stream().anyMatch(b -> b.key().equals(minute));
    return taken ? BootKey.startedAt(beginning) : minute;
  }

  /** A line of long before is no late one: somebody reads old lines. */
  private static boolean isEarlier(KernelTime time, KernelTime than) {
    return time.compareTo(than) < 0 && than.micros() - time.micros() <= NEAR.toMillis() * 1_000;
  }

  private Optional<Boot> nearest(Instant beginning, KernelTime time) {
    Optional<Boot> nearest = Optional.empty();
    Duration least = NEAR;
    for (Boot boot : known) {
      Duration distance = distance(boot, beginning);
      int order = distance.compareTo(least);
      if (order > 0 || (order == 0 && nearest.isPresent())) continue;
      if (isRestart(boot, beginning, time)) continue;
      nearest = Optional.of(boot);
      least = distance;
    }
    return nearest;
  }

  private static boolean isRestart(Boot boot, Instant beginning, KernelTime time) {
    return time.compareTo(boot.newest()) < 0 && beginning.isAfter(boot.lastWord().plus(RESTART));
  }

  private Optional<Boot> replayed(Instant beginning) {
    return known.stream()
        .filter(b -> beginning.isAfter(b.beginning()) && !beginning.isAfter(b.lastWord()))
        .max(Comparator.comparing(Boot::beginning));
  }

  /** {@link Duration#abs} goes by way of BigDecimal. */
  private static Duration distance(Boot boot, Instant beginning) {
    return beginning.isBefore(boot.beginning())
        ? Duration.between(beginning, boot.beginning())
        : Duration.between(boot.beginning(), beginning);
  }

  private Optional<Boot> dumped(Instant beginning, KernelTime time) {
    if (known.isEmpty()) return Optional.empty();
    Boot last = known.get(known.size() - 1);
    boolean goesOn = time.compareTo(last.newest()) >= 0;
    return goesOn && beginning.isBefore(last.beginning()) ? Optional.of(last) : Optional.empty();
  }

  private Boots replacing(Optional<Boot> old, Boot boot) {
    List<Boot> boots = new ArrayList<>(known);
    old.ifPresent(boots::remove);
    boots.add(boot);
    if (boots.size() > MOST) boots.remove(0);
    return new Boots(boots);
  }
}

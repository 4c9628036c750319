package dev.oopsight.grammar;

import dev.oopsight.trace.AccessType;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.MemoryAccess;
import dev.oopsight.trace.MemoryEvent;
import dev.oopsight.trace.MemoryObject;
import dev.oopsight.trace.Placement;
import dev.oopsight.trace.Word;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what KFENCE says of an access.
 *
 * <pre>{@code
 * Out-of-bounds read at 0x0000000070c03527 (72B right of kfence-#31):
 * Use-after-free write at 0x00000000a2d2a1b3 (in kfence-#7):
 * Corrupted memory at 0x00000000b5c2b8a1 [ ! . . . ] (in kfence-#156):
 * Invalid free of 0x0000000068c2e86d (in kfence-#4):
 * Invalid read at 0x0000000057d6a6c8:
 * kfence-#31: 0x00000000907d5d8a-0x00000000f4bc76ca, size=64, cache=kmalloc-64
 * kfence-#17 [0x00000000d4e1-0x00000000d500, size=32, cache=kmalloc-32] allocated by task 509:   to 5.14
 * allocated by task 169 on cpu 0 at 8.759420s (0.002588s ago):
 * }</pre>
 *
 * <p>Units: bytes; since boot in seconds. Errors: none are thrown; what is cut is left out. Source:
 * Linux mm/kfence/report.c, 5.12 to 6.12.
 */
final class KfenceReader implements DetailReader {

  private static final Pattern ACCESS =
      Pattern.compile(
          "(?:Out-of-bounds (?<oob>read|write|access) at|Use-after-free (?<uaf>read|write|access) at"
              + "|Corrupted memory at|Invalid (?<wild>read|write|access) at|Invalid (?<free>free) of) "
              + "(?:0x)?+(?<addr>\\S{1,18}?)(?: \\((?<bytes>\\d{1,18}+)B (?<side>left|right) of kfence-#\\d++\\)"
              + "|(?: (?<canary>\\[.{0,120}\\]))?+ \\(in kfence-#\\d++\\))?+:?+\\s*+$");
  private static final Pattern OBJECT =
      Pattern.compile(
          "kfence-#(?<number>\\d{1,9})(?::| \\[)\\s?+0x(?<addr>\\S{1,18}?)-0x\\S{1,18}+ size=(?<size>\\d{1,9}),"
              + " cache=(?<cache>[^\\]\\s]{1,64}+)");

  private Optional<AccessType> access = Optional.empty();
  private Optional<Word> address = Optional.empty();
  private Optional<Placement> placement = Optional.empty();
  private Optional<String> canary = Optional.empty();
  private Optional<MemoryObject> object = Optional.empty();
  private Optional<MemoryEvent> allocated = Optional.empty();
  private Optional<MemoryEvent> freed = Optional.empty();

  @Override
  public void add(String line) {
    switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case 'O', 'U', 'C', 'I' -> addAccess(line);
      case 'k' -> {
        addObject(line);
        addEvent(line);
      }
      case 'a', 'f' -> addEvent(line);
      default -> {}
    }
  }

  private void addAccess(String line) {
    Matcher m = ACCESS.matcher(line);
    if (address.isPresent() || !m.lookingAt()) return;
    address = Numbers.word(m.group("addr"));
    access = access(m);
    canary = Optional.ofNullable(m.group("canary"));
    if (m.group("bytes") != null) {
      boolean left = m.group("side").equals("left");
      placement =
          Optional.of(
              new Placement(
                  Long.parseLong(m.group("bytes")),
                  left ? Placement.Side.LEFT : Placement.Side.RIGHT));
    }
  }

  private static Optional<AccessType> access(Matcher m) {
    if (m.group("free") != null) return Optional.of(AccessType.FREE);
    for (String kind : new String[] {"oob", "uaf", "wild"}) {
      String word = m.group(kind);
      if ("read".equals(word)) return Optional.of(AccessType.READ);
      if ("write".equals(word)) return Optional.of(AccessType.WRITE);
    }
    return Optional.empty();
  }

  private void addObject(String line) {
    Matcher m = OBJECT.matcher(line);
    if (object.isPresent() || !m.lookingAt()) return;
    object =
        Optional.of(
            new MemoryObject(
                Numbers.word(m.group("addr")),
                Numbers.decimalLong(m.group("size")),
                Optional.of(m.group("cache")),
                OptionalLong.empty(),
                Optional.empty(),
                Numbers.decimal(m.group("number"))));
  }

  private void addEvent(String line) {
    Optional<MemoryEventLine> read = MemoryEventLine.read(line);
    if (read.isEmpty()) return;
    Optional<MemoryEvent> event = Optional.of(read.get().event());
    if (read.get().allocation()) allocated = allocated.or(() -> event);
    else freed = freed.or(() -> event);
  }

  @Override
  public Detail detail(Told told) {
    return new MemoryAccess(
        told.header().flatMap(h -> h.group("what")),
        access,
        OptionalLong.empty(),
        address,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        object,
        placement,
        allocated,
        freed,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        canary,
        Optional.empty());
  }
}

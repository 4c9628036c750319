package dev.oopsight.grammar;

import dev.oopsight.trace.MemoryEvent;
import dev.oopsight.trace.MemoryObject;
import dev.oopsight.trace.Word;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what KASAN says of the object that an address belongs to.
 *
 * <pre>{@code
 * BUG kmalloc-128 (Tainted: G    B      O   ): kasan: bad access detected    to 4.6
 * INFO: Object 0xffff8800655c5ec0 @offset=3776 fp=0x          (null)         to 4.6
 * INFO: Allocated in some_fill+0x42/0x80 [some] age=1 cpu=0 pid=1220         to 4.6
 * Object at ffff880065a1c2c0, in cache kmalloc-128 size: 128                 to 4.11
 * Allocated:                                                                 to 4.11
 * PID = 1220                                                                 to 4.11
 * Allocated by task 1800:
 * The buggy address belongs to the object at ffff88810e2ca880
 *  which belongs to the cache kmalloc-64 of size 64
 *  freed 64-byte region [ffff88810e2ca880, ffff88810e2ca8c0)
 * }</pre>
 *
 * <p>Units: bytes. Errors: none are thrown; what is cut is left out. Source: Linux
 * mm/kasan/report.c, {@code describe_object}; mm/slub.c, {@code object_err}.
 */
final class MemoryObjectReader {

  private static final Pattern OLD_CACHE =
      Pattern.compile("BUG (?<cache>\\S{1,64}) \\([^)]{0,60}\\): kasan: bad access detected");
  private static final Pattern OLD_OBJECT =
      Pattern.compile("INFO: Object (?<addr>0x[0-9a-f]{1,16}) @offset=");
  private static final Pattern OBJECT =
      Pattern.compile(
          "Object at (?<addr>[^\\s,]++), in cache (?<cache>\\S{1,64}+)(?: size: (?<size>\\d{1,18}+))?+");
  private static final String AT = "The buggy address belongs to the object at ";
  private static final Pattern CACHE =
      Pattern.compile(
          " ?which belongs to the cache (?<cache>.{1,64}?) of size (?<size>\\d{1,18}+)\\s*+$");
  private static final Pattern REGION =
      Pattern.compile(" ?(?:(?<state>allocated|freed) )?+(?<bytes>\\d{1,18}+)-byte region \\[");

  private boolean found;
  private Optional<Word> address = Optional.empty();
  private OptionalLong size = OptionalLong.empty();
  private Optional<String> cache = Optional.empty();
  private OptionalLong regionBytes = OptionalLong.empty();
  private Optional<String> regionState = Optional.empty();
  private Optional<MemoryEvent> allocated = Optional.empty();
  private Optional<MemoryEvent> freed = Optional.empty();
  private boolean ofFree;

  /** Takes a line, where it tells of the object. */
  void add(String line) {
    switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case 'A', 'F', 'P' -> addEvent(line);
      case 'I' -> {
        addEvent(line);
        addFields(OLD_OBJECT.matcher(line), true, false);
      }
      case 'B' -> addFields(OLD_CACHE.matcher(line), false, true);
      case 'O' -> {
        Matcher m = OBJECT.matcher(line);
        if (addFields(m, true, true) && m.group("size") != null) {
          size = Numbers.decimalLong(m.group("size"));
        }
      }
      case 'T' -> {
        if (line.startsWith(AT)) setAddress(line.substring(AT.length()).strip());
      }
      case ' ', 'w' -> addRest(line);
      default -> {}
    }
  }

  private boolean addFields(Matcher m, boolean hasAddress, boolean hasCache) {
    if (!m.lookingAt()) return false;
    found = true;
    if (hasAddress) setAddress(m.group("addr"));
    if (hasCache) cache = cache.or(() -> Optional.of(m.group("cache")));
    return true;
  }

  private void setAddress(String printed) {
    found = true;
    address = address.or(() -> Numbers.word(printed));
  }

  private void addRest(String line) {
    Matcher m = CACHE.matcher(line);
    if (addFields(m, false, true)) {
      size = Numbers.decimalLong(m.group("size"));
      return;
    }
    Matcher region = REGION.matcher(line);
    if (!region.lookingAt()) return;
    found = true;
    regionBytes = Numbers.decimalLong(region.group("bytes"));
    regionState = Optional.ofNullable(region.group("state"));
  }

  private void addEvent(String line) {
    Optional<MemoryEventLine> read = MemoryEventLine.read(line);
    if (read.isPresent()) {
      MemoryEvent event = read.get().event();
      if (read.get().allocation()) allocated = allocated.or(() -> Optional.of(event));
      else freed = freed.or(() -> Optional.of(event));
      return;
    }
    if (line.startsWith("Allocated:") || line.startsWith("Freed:")) ofFree = line.startsWith("F");
    Optional<MemoryEvent> byPid = MemoryEventLine.ofPid(line);
    if (byPid.isEmpty()) return;
    if (ofFree) freed = freed.or(() -> byPid);
    else allocated = allocated.or(() -> byPid);
  }

  Optional<MemoryObject> object() {
    if (!found) return Optional.empty();
    return Optional.of(
        new MemoryObject(address, size, cache, regionBytes, regionState, OptionalInt.empty()));
  }

  Optional<MemoryEvent> allocated() {
    return allocated;
  }

  Optional<MemoryEvent> freed() {
    return freed;
  }
}

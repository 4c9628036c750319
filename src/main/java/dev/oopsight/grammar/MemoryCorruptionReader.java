package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.MemoryCorruption;
import dev.oopsight.trace.MemoryEvent;
import dev.oopsight.trace.Task;
import dev.oopsight.trace.Word;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what the slab allocators and the page allocator say of memory that was overwritten.
 *
 * <pre>{@code
 * BUG kmalloc-64 (Tainted: G    B      O): Poison overwritten
 * INFO: 0xffff88003c8b0040-0xffff88003c8b0047. First byte 0x61 instead of 0xcc      to 5.5
 * 0xffff88003c8b0040-0xffff88003c8b0047 @offset=64. First byte 0x61 instead of 0xcc since 5.14
 * INFO: Slab 0xffffea0000f22c00 objects=36 used=36 fp=0x          (null) flags=0x4080
 * Object 0xffff88003c8b0040 @offset=64 fp=0xffff88003c8b0080
 * Slab corruption (Not tainted): size-64 start=ffff88003c8b0040, len=64
 * slab error in verify_redzone_free(): cache `size-64': memory outside object was overwritten
 * BUG: Bad page state in process sh  pfn:7071f
 * bad because of flags: 0x1(locked)
 * BUG: Bad page map in process sh  pte:800000007 pmd:01f44067
 * BUG: Bad rss-counter state mm:ffff88007c1e0000 type:MM_ANONPAGES val:2
 * }</pre>
 *
 * <p>Units: bytes, pages. Errors: none are thrown; what is cut is left out. Source: Linux
 * mm/slub.c, mm/slab.c, mm/page_alloc.c, mm/memory.c and kernel/fork.c, {@code check_mm}, 2.6.22 to
 * 6.12.
 */
final class MemoryCorruptionReader implements DetailReader {

  private static final Pattern SLUB =
      Pattern.compile(
          "BUG (?<cache>\\S{1,64}) ?\\((?:Not tainted|Tainted: )[^)]{0,40}\\): (?<check>.{1,80})");
  private static final Pattern SLAB =
      Pattern.compile(
          "Slab corruption(?: \\([^)]{0,40}\\))?+: (?<cache>\\S{1,64}) start=(?:0x)?+(?<object>\\p{XDigit}{1,16}+)");
  private static final Pattern SLAB_ERROR =
      Pattern.compile(
          "slab error in \\w++\\(\\): cache [`'](?<cache>[^']{1,64})': (?<check>.{1,80})");
  private static final Pattern OVERWRITTEN =
      Pattern.compile(
          "(?:INFO: )?+(?:\\[.{1,60}\\] )?+0x(?<first>\\p{XDigit}{1,16}+)-0x(?<last>\\p{XDigit}{1,16}+)"
              + "(?: @offset=\\d{1,9})?+\\. First byte 0x(?<found>\\p{XDigit}{1,2}) instead of 0x(?<expected>\\p{XDigit}{1,2})");
  private static final Pattern SLAB_INFO =
      Pattern.compile(
          "(?:INFO: )?+Slab 0x\\S++ objects=(?<objects>\\d{1,9}) used=(?<used>\\d{1,9})\\b");
  private static final Pattern OBJECT =
      Pattern.compile(
          "(?:INFO: )?+Object 0x(?<object>\\p{XDigit}{1,16}+) @offset=(?<offset>\\d{1,18}+) fp=");
  private static final Pattern PAGE =
      Pattern.compile(
          "Bad page (?<check>\\w++)(?: in process (?<comm>.{1,16}?)(?:  ?pfn:(?<pfn>\\p{XDigit}{1,16}+)|  ?pte:(?<pte>\\p{XDigit}{1,16}+).*+|\\s*+)$)?+");
  private static final Pattern RSS =
      Pattern.compile(
          "Bad rss-counter state mm:\\S++ (?:type|idx):(?<counter>\\w++) val:(?<value>-?\\d{1,18})");
  private static final String BAD_FLAGS = "bad because of flags: ";

  private final AssertionReader assertion = new AssertionReader();
  private final PageReader page = new PageReader();
  private Optional<String> check = Optional.empty();
  private Optional<Task> task = Optional.empty();
  private Optional<String> cache = Optional.empty();
  private Optional<Word> object = Optional.empty();
  private OptionalLong offset = OptionalLong.empty();
  private OptionalInt slabObjects = OptionalInt.empty();
  private OptionalInt slabUsed = OptionalInt.empty();
  private Optional<Word> first = Optional.empty();
  private Optional<Word> last = Optional.empty();
  private Optional<Word> found = Optional.empty();
  private Optional<Word> expected = Optional.empty();
  private Optional<MemoryEvent> allocated = Optional.empty();
  private Optional<MemoryEvent> freed = Optional.empty();
  private Optional<String> badFlags = Optional.empty();
  private Optional<Word> pte = Optional.empty();
  private Optional<String> counter = Optional.empty();
  private OptionalLong value = OptionalLong.empty();

  @Override
  public void add(String line) {
    assertion.add(line);
    switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case 'B' -> {
        addSlub(line);
        addPage(line);
      }
      case 'S', 's' -> {
        addSlab(line);
        addSlabInfo(line);
      }
      case 'I', 'A', 'F', 'O', '0', '[' -> {
        addSlabInfo(line);
        addOverwritten(line);
        addEvent(line);
      }
      case 'b' -> {
        if (line.startsWith(BAD_FLAGS)) {
          badFlags = Optional.of(line.substring(BAD_FLAGS.length()).strip());
        }
      }
      default -> page.add(line);
    }
  }

  private void addSlub(String line) {
    Matcher m = SLUB.matcher(line);
    if (cache.isPresent() || !m.lookingAt()) return;
    cache = Optional.of(m.group("cache"));
    check = Optional.of(m.group("check").strip());
  }

  private void addSlab(String line) {
    if (cache.isPresent()) return;
    Matcher corruption = SLAB.matcher(line);
    Matcher error = SLAB_ERROR.matcher(line);
    if (corruption.lookingAt()) {
      cache = Optional.of(corruption.group("cache"));
      check = Optional.of("Slab corruption");
      object = Numbers.word(corruption.group("object"));
    } else if (error.lookingAt()) {
      cache = Optional.of(error.group("cache"));
      check = Optional.of(error.group("check").strip());
    }
  }

  private void addSlabInfo(String line) {
    Matcher info = SLAB_INFO.matcher(line);
    if (info.lookingAt()) {
      slabObjects = Numbers.decimal(info.group("objects"));
      slabUsed = Numbers.decimal(info.group("used"));
      return;
    }
    Matcher told = OBJECT.matcher(line);
    if (object.isPresent() || !told.lookingAt()) return;
    object = Numbers.word(told.group("object"));
    offset = Numbers.decimalLong(told.group("offset"));
  }

  private void addOverwritten(String line) {
    Matcher m = OVERWRITTEN.matcher(line);
    if (first.isPresent() || !m.lookingAt()) return;
    first = Numbers.word(m.group("first"));
    last = Numbers.word(m.group("last"));
    found = Numbers.word(m.group("found"));
    expected = Numbers.word(m.group("expected"));
  }

  private void addEvent(String line) {
    Optional<MemoryEventLine> read = MemoryEventLine.read(line);
    if (read.isEmpty()) return;
    Optional<MemoryEvent> event = Optional.of(read.get().event());
    if (read.get().allocation()) allocated = allocated.or(() -> event);
    else freed = freed.or(() -> event);
  }

  private void addPage(String line) {
    Matcher bad = PAGE.matcher(line);
    if (check.isEmpty() && bad.find()) {
      check = Optional.of("Bad page " + bad.group("check"));
      if (bad.group("comm") != null) {
        String comm = bad.group("comm");
        boolean quoted = comm.length() > 2 && comm.startsWith("'") && comm.endsWith("'");
        String name = quoted ? comm.substring(1, comm.length() - 1) : comm;
        task = Optional.of(new Task(name.strip(), OptionalInt.empty()));
      }
      page.pfn(Optional.ofNullable(bad.group("pfn")).flatMap(Numbers::word));
      pte = Optional.ofNullable(bad.group("pte")).flatMap(Numbers::word);
      return;
    }
    Matcher rss = RSS.matcher(line);
    if (counter.isPresent() || !rss.find()) return;
    check = check.or(() -> Optional.of("Bad rss-counter state"));
    counter = Optional.of(rss.group("counter"));
    value = signed(rss.group("value"));
  }

  private static OptionalLong signed(String digits) {
    boolean negative = digits.startsWith("-");
    OptionalLong size = Numbers.decimalLong(negative ? digits.substring(1) : digits);
    return negative && size.isPresent() ? OptionalLong.of(-size.getAsLong()) : size;
  }

  @Override
  public Detail detail(Told told) {
    // A dentry that is still in use stands above the WARNING or BUG that tells of it.
    if (told.header().flatMap(h -> h.group("file")).isPresent()) return assertion.detail(told);
    return new MemoryCorruption(
        check.or(() -> told.header().flatMap(h -> h.group("what"))),
        task,
        cache,
        object,
        offset,
        slabObjects,
        slabUsed,
        first,
        last,
        found,
        expected,
        allocated,
        freed,
        page.page(),
        badFlags,
        pte,
        counter,
        value);
  }
}

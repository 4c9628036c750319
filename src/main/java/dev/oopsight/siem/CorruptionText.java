package dev.oopsight.siem;

import dev.oopsight.trace.ListCorruption;
import dev.oopsight.trace.MemoryCorruption;
import dev.oopsight.trace.MemoryLeak;
import dev.oopsight.trace.Word;
import java.util.ArrayList;
import java.util.List;

/** What is told of memory that was overwritten or lost, within {@link PlainText}. */
final class CorruptionText {

  private static final long MILLIS = 1_000;

  private final Page page;

  CorruptionText(Page page) {
    this.page = page;
  }

  void write(MemoryCorruption corruption) {
    corruption.check().ifPresent(c -> page.fact("check", c));
    corruption.task().ifPresent(t -> page.fact("of", Facts.named(t)));
    object(corruption);
    corruption.firstBad().ifPresent(first -> overwritten(first, corruption));
    MemoryAccessText.event("allocated", corruption.allocated(), page);
    MemoryAccessText.event("freed", corruption.freed(), page);
    corruption.page().ifPresent(p -> PageStateText.write(p, page));
    corruption.badFlags().ifPresent(f -> page.fact("bad flags", f));
    corruption.pte().ifPresent(p -> page.fact("page table", "pte " + p));
    corruption
        .counter()
        .ifPresent(
            c ->
                page.fact(
                    "counter",
                    c
                        + (corruption.value().isPresent()
                            ? " stands at " + corruption.value().getAsLong()
                            : "")));
  }

  private void object(MemoryCorruption corruption) {
    List<String> words = new ArrayList<>();
    corruption.object().ifPresent(o -> words.add(MemoryAccessText.hex(o)));
    corruption.cache().ifPresent(c -> words.add("of cache " + c));
    if (corruption.offset().isPresent()) {
      words.add("at " + corruption.offset().getAsLong() + " of its slab");
    }
    if (!words.isEmpty()) page.fact("object", String.join(" ", words));
    if (corruption.slabUsed().isPresent() && corruption.slabObjects().isPresent()) {
      page.more(
          "%d of %d objects of the slab are in use"
              .formatted(corruption.slabUsed().getAsInt(), corruption.slabObjects().getAsInt()));
    }
  }

  private void overwritten(Word first, MemoryCorruption corruption) {
    page.fact(
        "overwritten",
        MemoryAccessText.hex(first)
            + corruption.lastBad().map(l -> " to " + MemoryAccessText.hex(l)).orElse(""));
    if (corruption.found().isEmpty() || corruption.expected().isEmpty()) return;
    page.more(
        "the first byte is "
            + corruption.found().get()
            + " instead of "
            + corruption.expected().get());
  }

  void write(ListCorruption list) {
    page.fact(
        "list",
        list.operation()
            + list.pointer().map(p -> ": " + p).orElse("")
            + list.entry().map(e -> " of " + MemoryAccessText.hex(e)).orElse("")
            + list.state().map(s -> " is " + s).orElse(""));
    list.expected().ifPresent(e -> page.more("should be " + MemoryAccessText.hex(e)));
    list.found()
        .ifPresent(f -> page.more("was " + MemoryAccessText.hex(f) + Poison.meaning(f.bits())));
  }

  void write(MemoryLeak leak) {
    if (leak.size().isPresent()) {
      page.fact(
          "object",
          Words.count(leak.size().getAsLong(), "byte")
              + leak.object().map(o -> " at " + MemoryAccessText.hex(o)).orElse(""));
    }
    leak.task().ifPresent(t -> page.fact("allocated", "by " + Facts.named(t)));
    if (leak.jiffies().isPresent()) page.more("at jiffies " + leak.jiffies().getAsLong());
    if (leak.ageMillis().isPresent()) {
      long millis = leak.ageMillis().getAsLong();
      page.more("%d.%03d s before".formatted(millis / MILLIS, Math.floorMod(millis, MILLIS)));
    }
    leak.bytes().forEach(line -> page.fact("bytes", line));
  }
}

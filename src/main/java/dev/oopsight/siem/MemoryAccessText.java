package dev.oopsight.siem;

import dev.oopsight.trace.MemoryAccess;
import dev.oopsight.trace.MemoryEvent;
import dev.oopsight.trace.MemoryObject;
import dev.oopsight.trace.Placement;
import dev.oopsight.trace.StackVariables;
import dev.oopsight.trace.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What KASAN and KFENCE tell of an access, within {@link PlainText}. */
final class MemoryAccessText {

  private static final long MICROS = 1_000_000;

  private final MemoryAccess access;
  private final Page page;

  MemoryAccessText(MemoryAccess access, Page page) {
    this.access = access;
    this.page = page;
  }

  void write() {
    access.bug().ifPresent(bug -> page.fact("bug", bug));
    if (access.access().isPresent() || access.address().isPresent()) page.fact("access", access());
    tags();
    object();
    event("allocated", access.allocated(), page);
    event("freed", access.freed(), page);
    access.variable().ifPresent(v -> page.fact("variable", v));
    access.stack().ifPresent(this::stack);
    access.mapping().ifPresent(m -> page.fact("mapping", "created by " + m));
    access.canary().ifPresent(c -> page.fact("canary", c));
    access.page().ifPresent(p -> PageStateText.write(p, page));
  }

  /** {@code write of 8 bytes at ffff88810e2ca880 by dd (pid 1874)}. */
  private String access() {
    String what = access.access().map(a -> a.name().toLowerCase(Locale.ROOT)).orElse("access");
    String size =
        access.size().isPresent() ? " of " + Words.count(access.size().getAsLong(), "byte") : "";
    String at = access.address().map(a -> " at " + hex(a)).orElse("");
    return what + size + at + access.task().map(t -> " by " + Facts.named(t)).orElse("");
  }

  private void tags() {
    if (access.pointerTag().isEmpty() || access.memoryTag().isEmpty()) return;
    page.more(
        "the pointer has tag %02x, the memory tag %02x"
            .formatted(access.pointerTag().get().bits(), access.memoryTag().get().bits()));
  }

  private void object() {
    Optional<String> object = access.object().map(MemoryAccessText::object);
    Optional<String> place = access.placement().map(this::place);
    if (place.isPresent()) {
      page.fact("object", place.get());
      object.ifPresent(page::more);
    } else {
      object.ifPresent(o -> page.fact("object", o));
    }
  }

  private String place(Placement placement) {
    String bytes = Words.count(placement.bytes(), "byte");
    boolean fromBegin = access.object().flatMap(o -> present(o.kfence())).isPresent();
    return switch (placement.side()) {
      case INSIDE -> bytes + " from the begin of the object, within it";
      case LEFT -> bytes + " before the object";
      case RIGHT ->
          fromBegin
              ? bytes + " from the begin of the object, behind its end"
              : bytes + " behind the end of the object";
    };
  }

  private static Optional<Integer> present(java.util.OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }

  /** {@code 64 bytes of cache kmalloc-64 at ffff88810e2ca880, of which 40 bytes were asked for}. */
  private static String object(MemoryObject object) {
    List<String> words = new ArrayList<>();
    if (object.size().isPresent()) words.add(Words.count(object.size().getAsLong(), "byte"));
    object.cache().ifPresent(c -> words.add("of cache " + c));
    object.address().ifPresent(a -> words.add("at " + hex(a)));
    if (object.kfence().isPresent()) {
      words.add("(number " + object.kfence().getAsInt() + " of KFENCE)");
    }
    String whole = String.join(" ", words);
    if (object.regionBytes().isEmpty() || object.regionBytes().equals(object.size())) {
      return whole + object.regionState().map(", "::concat).orElse("");
    }
    return whole
        + ", of which "
        + Words.count(object.regionBytes().getAsLong(), "byte")
        + " are in use"
        + object.regionState().map(", "::concat).orElse("");
  }

  /** {@code by pid 169 on cpu 0, 8.759420 s after boot}. */
  static void event(String label, Optional<MemoryEvent> event, Page page) {
    event.ifPresent(e -> page.fact(label, words(e)));
  }

  private static String words(MemoryEvent event) {
    List<String> words = new ArrayList<>();
    event.function().ifPresent(f -> words.add("in " + f));
    if (event.pid().isPresent()) words.add("by pid " + event.pid().getAsInt());
    if (event.cpu().isPresent()) words.add("on cpu " + event.cpu().getAsInt());
    if (event.uptimeMicros().isPresent()) {
      long micros = event.uptimeMicros().getAsLong();
      words.add("%d.%06d s after boot".formatted(micros / MICROS, Math.floorMod(micros, MICROS)));
    }
    if (event.ageJiffies().isPresent()) {
      words.add(Words.count(event.ageJiffies().getAsLong(), "tick") + " before");
    }
    return String.join(" ", words);
  }

  private void stack(StackVariables stack) {
    String of = stack.task().map(t -> "on the stack of " + Facts.named(t)).orElse("on a stack");
    String offset = stack.offset().isPresent() ? " at " + stack.offset().getAsLong() : "";
    page.fact(
        "stack", of + stack.function().map(f -> ", in the frame of " + f + offset).orElse(""));
    if (!stack.variables().isEmpty()) page.more(String.join(", ", stack.variables()));
  }

  static String hex(Word word) {
    return "%016x".formatted(word.bits());
  }
}

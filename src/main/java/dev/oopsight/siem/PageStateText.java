package dev.oopsight.siem;

import dev.oopsight.trace.PageOwner;
import dev.oopsight.trace.PageState;
import java.util.ArrayList;
import java.util.List;

/** What is known of one page of memory, within {@link PlainText}. */
final class PageStateText {

  private static final long NANOS = 1_000_000_000;
  private static final long NANOS_OF_A_MICRO = 1_000;

  private PageStateText() {}

  static void write(PageState state, Page page) {
    List<String> words = new ArrayList<>();
    state.pfn().ifPresent(p -> words.add("number " + p));
    if (state.order().isPresent()) words.add("of a block of order " + state.order().getAsInt());
    if (state.count().isPresent()) words.add("count " + state.count().getAsInt());
    if (state.mapcount().isPresent()) words.add("mapcount " + state.mapcount().getAsInt());
    state.mapping().ifPresent(m -> words.add("mapping " + m));
    state.index().ifPresent(i -> words.add("index " + i));
    if (!words.isEmpty()) page.fact("page", String.join(", ", words));
    state
        .flags()
        .ifPresent(f -> page.fact("flags", f + state.flagNames().map(n -> " = " + n).orElse("")));
    state.reason().ifPresent(r -> page.fact("reason", r));
    state.owner().ifPresent(o -> owner(o, page));
  }

  private static void owner(PageOwner owner, Page page) {
    List<String> words = new ArrayList<>();
    owner.comm().ifPresent(words::add);
    if (owner.pid().isPresent()) words.add("pid " + owner.pid().getAsInt());
    if (owner.order().isPresent()) words.add("order " + owner.order().getAsInt());
    owner.migrateType().ifPresent(words::add);
    owner.gfp().ifPresent(words::add);
    if (owner.uptimeNanos().isPresent()) {
      long nanos = owner.uptimeNanos().getAsLong();
      words.add(
          "%d.%06d s after boot"
              .formatted(nanos / NANOS, Math.floorMod(nanos, NANOS) / NANOS_OF_A_MICRO));
    }
    page.fact("page owner", "last asked for by " + String.join(", ", words));
    owner.state().ifPresent(s -> page.more("it is " + s + " now"));
  }
}

package dev.oopsight.siem;

import dev.oopsight.trace.DataRace;
import dev.oopsight.trace.RacingAccess;
import dev.oopsight.trace.UndefinedBehaviour;
import dev.oopsight.trace.UninitialisedValue;

/** What KMSAN, KCSAN and UBSAN tell, within {@link PlainText}. */
final class SanitizerText {

  private final Page page;

  SanitizerText(Page page) {
    this.page = page;
  }

  void write(UninitialisedValue value) {
    value.bug().ifPresent(bug -> page.fact("bug", bug));
    value.variable().ifPresent(v -> page.fact("variable", v));
    if (value.firstByte().isPresent() && value.lastByte().isPresent()) {
      long first = value.firstByte().getAsLong();
      long last = value.lastByte().getAsLong();
      String bytes = first == last ? "byte " + first : "bytes " + first + " to " + last;
      page.fact("never set", bytes + size(value));
    }
    value.address().ifPresent(a -> page.fact("address", MemoryAccessText.hex(a)));
    value
        .userAddress()
        .ifPresent(a -> page.more("copied to user space at " + MemoryAccessText.hex(a)));
  }

  private static String size(UninitialisedValue value) {
    return value.size().isPresent() ? " of " + value.size().getAsLong() : "";
  }

  void write(DataRace race) {
    race.bug().ifPresent(bug -> page.fact("bug", bug));
    String label = "accesses";
    for (RacingAccess access : race.accesses()) {
      page.fact(label, words(access));
      label = "";
    }
    if (race.unknownOrigin()) page.more("the other side was not seen");
    race.oldValue()
        .ifPresent(
            old ->
                page.fact(
                    "value", old + race.newValue().map(value -> " became " + value).orElse("")));
    race.changedBits().ifPresent(bits -> page.more("of the bits that matter " + bits + " changed"));
  }

  private static String words(RacingAccess access) {
    String size =
        access.size().isPresent() ? " of " + Words.count(access.size().getAsLong(), "byte") : "";
    String by = access.pid().isPresent() ? "pid " + access.pid().getAsInt() : "an interrupt";
    return access.access()
        + size
        + access.address().map(a -> " at " + MemoryAccessText.hex(a)).orElse("")
        + access.function().map(f -> " in " + f).orElse("")
        + " by "
        + by
        + (access.cpu().isPresent() ? " on cpu " + access.cpu().getAsInt() : "");
  }

  void write(UndefinedBehaviour behaviour) {
    behaviour.bug().ifPresent(bug -> page.fact("bug", bug));
    behaviour
        .file()
        .ifPresent(
            file ->
                page.fact(
                    "check",
                    file
                        + (behaviour.line().isPresent() ? ":" + behaviour.line().getAsInt() : "")
                        + (behaviour.column().isPresent()
                            ? ":" + behaviour.column().getAsInt()
                            : "")));
    behaviour.message().ifPresent(m -> page.fact("message", m));
  }
}

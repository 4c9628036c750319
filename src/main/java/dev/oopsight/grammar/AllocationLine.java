package dev.oopsight.grammar;

import dev.oopsight.trace.KernelRelease;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was asked of the page allocator, as the headers of an allocation failure, of a stall and of
 * the OOM killer print it, and the line after them.
 *
 * <pre>{@code
 * swapper: page allocation failure. order:1, mode:0x4020
 * kworker/0:1: page allocation failure: order:0, mode:0x2080020(GFP_ATOMIC)
 * nginx: page allocation failure: order:0, mode:0x480020(GFP_ATOMIC), nodemask=(null)
 * nginx cpuset=/ mems_allowed=0-1
 * rx: page allocation failure: order:4, mode:0x820(GFP_ATOMIC), nodemask=(null),cpuset=/,mems_allowed=0
 * stress invoked oom-killer: gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP), order=0, oom_score_adj=0
 * __alloc_pages: 0-order allocation failed (gfp=0x20/0)
 * }</pre>
 *
 * <p>Shape: one line to the parts it holds. Units: order is decimal, -1 where the OOM killer was
 * asked for by hand; the mask is hexadecimal. Errors: none are thrown; what is cut off is empty.
 * Source: Linux mm/page_alloc.c, {@code warn_alloc} and before it {@code __alloc_pages};
 * mm/oom_kill.c, {@code dump_header}.
 */
record AllocationLine(
    OptionalInt order,
    OptionalLong mode,
    Optional<String> names,
    Optional<String> nodemask,
    Optional<String> cpuset,
    Optional<String> memsAllowed) {

  /** A driver that asks again and again is refused in the same words. */
  private static final LineMemo<AllocationLine> KNOWN = new LineMemo<>(AllocationLine::parse);

  private static final int MOST_ORDER = 64;
  private static final Pattern ORDER =
      Pattern.compile("\\border[:=](-?\\d{1,2})(?!\\d)|: (\\d{1,2})-order allocation");
  private static final Pattern MODE =
      Pattern.compile(
          "(?:\\bmode:|\\bgfp_mask=|\\(gfp=)(0x\\p{XDigit}{1,8}+)(?:\\(([\\w|]{1,1000}+)\\))?+");
  private static final Pattern NODEMASK = Pattern.compile("\\bnodemask=(\\(null\\)|[\\d,-]*\\d)");
  private static final Pattern CPUSET = Pattern.compile("\\bcpuset=([^\\s,]++)");
  private static final Pattern MEMS_ALLOWED = Pattern.compile("\\bmems_allowed=([\\d,-]*\\d)");

  static AllocationLine read(String line) {
    return KNOWN.of(line);
  }

  private static AllocationLine parse(String line) {
    Matcher order = ORDER.matcher(line);
    OptionalInt number = OptionalInt.empty();
    if (order.find()) {
      int value = Integer.parseInt(order.group(1) == null ? order.group(2) : order.group(1));
      if (value >= -1 && value <= MOST_ORDER) number = OptionalInt.of(value);
    }
    Matcher mode = MODE.matcher(line);
    boolean hasMode = mode.find();
    return new AllocationLine(
        number,
        hasMode ? Numbers.hex(mode.group(1)) : OptionalLong.empty(),
        hasMode ? Optional.ofNullable(mode.group(2)) : Optional.empty(),
        find(NODEMASK, line),
        find(CPUSET, line),
        find(MEMS_ALLOWED, line));
  }

  private static Optional<String> find(Pattern pattern, String line) {
    Matcher m = pattern.matcher(line);
    return m.find() ? Optional.of(m.group(1)) : Optional.empty();
  }

  /** This line's parts, and the next line's where this one lacks them. */
  AllocationLine andThen(AllocationLine next) {
    return new AllocationLine(
        order,
        mode,
        names,
        nodemask.or(next::nodemask),
        cpuset.or(next::cpuset),
        memsAllowed.or(next::memsAllowed));
  }

  /** The mask decoded for that kernel; empty where none was printed. */
  Optional<GfpDecoder.Decoded> decoded(Optional<KernelRelease> release) {
    return mode.isEmpty()
        ? Optional.empty()
        : Optional.of(GfpDecoder.decode(mode.getAsLong(), names, release));
  }
}

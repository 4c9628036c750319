package dev.oopsight.grammar;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A closing line of Mem-Info.
 *
 * <pre>{@code
 * 6729 total pagecache pages
 * 0 pages in swap cache
 * Free swap  = 0kB
 * 73598 pages RAM
 * 0 pages HighMem/MovableOnly
 * 523248 pages of RAM
 * 12 pages swap cached
 * }</pre>
 *
 * <p>Shape: one line to one name and value. Units: pages; the two swap sums in kB. Source: Linux
 * mm/show_mem.c, {@code __show_mem}; before 2.6.39 {@code show_mem} of each machine.
 *
 * @param name as in {@link dev.oopsight.trace.MemInfo#totals}
 */
record TotalLine(String name, long value) {

  private static final Pattern PAGES =
      Pattern.compile(
          "\\s*+(?<value>\\d{1,18}+) (?<what>total pagecache pages|pages in swap cache|pages RAM"
              + "|pages of RAM|pages reserved|reserved pages|pages HighMem/MovableOnly"
              + "|pages of HIGHMEM|pages hwpoisoned|pages cma reserved|pages shared"
              + "|pages non-shared|pages swap cached|free pages|slab pages|pages dirty"
              + "|pages writeback|pages mapped|pages slab|pages pagetables)\\s*+");
  private static final Pattern SWAP =
      Pattern.compile("\\s*+(?<what>Free|Total) swap(?: ++=|:) ++(?<value>\\d{1,18}+)kB\\s*+");
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("total pagecache pages", "pagecache"),
          Map.entry("pages in swap cache", "swap cache"),
          Map.entry("pages swap cached", "swap cache"),
          Map.entry("pages RAM", "ram"),
          Map.entry("pages of RAM", "ram"),
          Map.entry("pages reserved", "reserved"),
          Map.entry("reserved pages", "reserved"),
          Map.entry("pages HighMem/MovableOnly", "highmem"),
          Map.entry("pages of HIGHMEM", "highmem"),
          Map.entry("pages hwpoisoned", "hwpoisoned"),
          Map.entry("pages cma reserved", "cma reserved"),
          Map.entry("pages shared", "shared"),
          Map.entry("pages non-shared", "non-shared"),
          Map.entry("free pages", "free"),
          Map.entry("slab pages", "slab"),
          Map.entry("pages dirty", "dirty"),
          Map.entry("pages writeback", "writeback"),
          Map.entry("pages mapped", "mapped"),
          Map.entry("pages slab", "slab"),
          Map.entry("pages pagetables", "pagetables"));

  static Optional<TotalLine> read(String line) {
    char first = Cursor.behindIndent(line).next();
    if (Cursor.isDigit(first)) {
      Matcher pages = PAGES.matcher(line);
      if (pages.matches()) return of(NAMES.get(pages.group("what")), pages.group("value"));
    }
    if (first != 'F' && first != 'T') return Optional.empty();
    Matcher swap = SWAP.matcher(line);
    if (!swap.matches()) return Optional.empty();
    return of(swap.group("what").equals("Free") ? "free swap" : "total swap", swap.group("value"));
  }

  private static Optional<TotalLine> of(String name, String digits) {
    OptionalLong value = Numbers.decimalLong(digits);
    return value.isEmpty() ? Optional.empty() : Optional.of(new TotalLine(name, value.getAsLong()));
  }
}

package dev.oopsight.grammar;

import dev.oopsight.trace.PageOwner;
import dev.oopsight.trace.PageState;
import dev.oopsight.trace.Word;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what the kernel prints of a page that something is wrong with.
 *
 * <pre>{@code
 * page:c2e14000 flags:0x40000000 mapping:00000000 mapcount:-128 count:0      before 2.6.29
 * page:ffffea000219 count:0 mapcount:0 mapping:          (null) index:0x20
 * page flags: 0x4000000000000014(referenced|dirty)                           to 3.13
 * page:00000000a1 refcount:1 mapcount:0 mapping:0000000000000000 index:0x0 pfn:0x2112f
 * head:00000000a1 order:3 compound_mapcount:0 compound_pincount:0
 * flags: 0xfff00000000000(node=0|zone=1|lastcpupid=0x7ff)
 * page dumped because: kasan: bad access detected
 * page_owner tracks the page as freed
 * page last allocated via order 0, migratetype Unmovable, gfp_mask 0x2820(GFP_ATOMIC), pid 5, tgid 5 (ip), ts 38, free_ts 0
 * }</pre>
 *
 * <p>Units: addresses and flags are hexadecimal, counts decimal. Errors: none are thrown; what is
 * cut is left out. Source: Linux mm/debug.c, {@code __dump_page}; mm/page_alloc.c, {@code
 * bad_page}; mm/page_owner.c, {@code __dump_page_owner}.
 */
final class PageReader {

  private static final Pattern FIELD =
      Pattern.compile("(?<![a-z])(?<name>[a-z]{1,24}+):(?: *+\\(null\\)|(?<value>-?\\w{1,18}+))");
  private static final Pattern FLAGS =
      Pattern.compile(
          "(?:page )?+flags: (?<bits>0x[0-9a-f]{1,16})(?:\\((?<names>[^)]{0,200})\\)?+)?+");
  private static final Pattern OWNER =
      Pattern.compile(
          "page (?:last )?+allocated via order (?<order>\\d{1,2}), migratetype (?<type>\\w++), "
              + "gfp_mask (?<gfp>0x[0-9a-f]{1,8}(?:\\([^)]{0,200}\\))?+)(?:, pid (?<pid>-?\\d{1,9}))?+"
              + "(?:, tgid -?\\d{1,9})?+(?: \\((?<comm>.{0,15})\\)(?=, ts ))?+"
              + "(?:, ts (?<ts>\\d{1,18}+))?+(?:, free_ts (?<freed>\\d{1,18}+))?+");
  private static final String BECAUSE = "page dumped because: ";
  private static final String TRACKS = "page_owner tracks the page as ";

  private boolean found;
  private Optional<Word> pfn = Optional.empty();
  private OptionalInt count = OptionalInt.empty();
  private OptionalInt mapcount = OptionalInt.empty();
  private Optional<Word> mapping = Optional.empty();
  private Optional<Word> index = Optional.empty();
  private OptionalInt order = OptionalInt.empty();
  private Optional<Word> flags = Optional.empty();
  private Optional<String> flagNames = Optional.empty();
  private Optional<String> reason = Optional.empty();
  private Optional<String> state = Optional.empty();
  private Optional<PageOwner> owner = Optional.empty();

  /** Takes a line, where it tells of the page. */
  void add(String line) {
    if (line.startsWith("page:") || line.startsWith("head:")) addFields(line);
    else if (line.startsWith("flags: ") || line.startsWith("page flags: ")) addFlags(line);
    else if (line.startsWith(BECAUSE)) {
      found = true;
      reason = reason.or(() -> Optional.of(line.substring(BECAUSE.length()).strip()));
    } else if (line.startsWith(TRACKS)) {
      state = Optional.of(line.substring(TRACKS.length()).strip());
    } else if (line.startsWith("page last allocated") || line.startsWith("page allocated")) {
      addOwner(line);
    }
  }

  private void addFields(String line) {
    found = true;
    boolean head = line.startsWith("head:");
    Matcher field = FIELD.matcher(line);
    while (field.find()) {
      String value = field.group("value");
      if (value == null) continue;
      if (field.group("name").equals("order")) {
        order = Numbers.decimal(value);
      } else if (!head) {
        addField(field.group("name"), value);
      }
    }
  }

  private void addField(String name, String value) {
    switch (name) {
      case "pfn" -> pfn = pfn.or(() -> Numbers.word(value));
      case "count", "refcount" -> count = signed(value);
      case "mapcount" -> mapcount = signed(value);
      case "mapping" -> mapping = mapping.or(() -> Numbers.word(value));
      case "index" -> index = index.or(() -> Numbers.word(value));
      case "flags" -> flags = flags.or(() -> Numbers.word(value));
      default -> {}
    }
  }

  private static OptionalInt signed(String value) {
    if (!value.startsWith("-")) return Numbers.decimal(value);
    OptionalInt size = Numbers.decimal(value.substring(1));
    return size.isEmpty() ? size : OptionalInt.of(-size.getAsInt());
  }

  private void addFlags(String line) {
    Matcher m = FLAGS.matcher(line);
    if (flags.isPresent() || !m.lookingAt()) return;
    found = true;
    flags = Numbers.word(m.group("bits"));
    flagNames = Optional.ofNullable(m.group("names")).filter(names -> !names.isEmpty());
  }

  private void addOwner(String line) {
    Matcher m = OWNER.matcher(line);
    if (owner.isPresent() || !m.lookingAt()) return;
    owner =
        Optional.of(
            new PageOwner(
                state,
                Numbers.decimal(m.group("order")),
                Optional.of(m.group("type")),
                Optional.of(m.group("gfp")),
                Optional.ofNullable(m.group("comm")),
                m.group("pid") == null ? OptionalInt.empty() : signed(m.group("pid")),
                decimal(m.group("ts")),
                decimal(m.group("freed"))));
  }

  private static OptionalLong decimal(String digits) {
    return digits == null ? OptionalLong.empty() : Numbers.decimalLong(digits);
  }

  /** The number of the page, where the header of the report names it. */
  void pfn(Optional<Word> named) {
    if (named.isEmpty()) return;
    found = true;
    pfn = pfn.or(() -> named);
  }

  /** The page; empty where nothing was printed of one. */
  Optional<PageState> page() {
    if (!found && owner.isEmpty()) return Optional.empty();
    return Optional.of(
        new PageState(
            pfn, count, mapcount, mapping, index, order, flags, flagNames, reason, owner));
  }
}

package dev.oopsight.grammar;

import dev.oopsight.trace.AccessType;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.MemoryAccess;
import dev.oopsight.trace.Placement;
import dev.oopsight.trace.StackVariables;
import dev.oopsight.trace.Task;
import dev.oopsight.trace.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what KASAN says of an access, in all its modes.
 *
 * <pre>{@code
 * BUG: KASAN: slab-out-of-bounds in some_fill+0x67/0x80 [some] at addr ffff8800655c5f40     to 4.11
 * Write of size 1 by task insmod/1220                                                       to 4.11
 * Read of size 8 at addr ffff88810e2ca880 by task dd/1874
 * Read at addr f4ff000003e1b880 by task kworker/0:1/12                     tags of the CPU
 * Free of addr ffff88810e2ca880 by task dd/1874                            since 6.3
 * Pointer tag: [f4], memory tag: [fe]
 * The buggy address is located 0 bytes to the right of
 *  allocated 40-byte region [ffff88810e2ca880, ffff88810e2ca8a8)
 * The buggy address belongs to the variable:
 *  some_table+0x40/0x60 [some]
 * The buggy address belongs to stack of task wq-aff.t/1391
 *  and is located at offset 48 in frame:
 *  io_sq_offload_create+0x0/0xaa4
 * This frame has 1 object:
 *  [32, 40) 'allowed_mask'
 * The buggy address belongs to the virtual mapping at
 *  [ffff800089bc0000, ffff800089bc9000) created by:
 *  kernel_clone+0x124/0x7e0
 * }</pre>
 *
 * <p>The object is {@link MemoryObjectReader}'s, the page {@link PageReader}'s.
 *
 * <p>Units: sizes and offsets in bytes. Errors: none are thrown; what is cut is left out. Source:
 * Linux mm/kasan/report.c and report_generic.c, 4.0 to 6.12.
 */
final class KasanReader implements DetailReader {

  private static final Pattern ACCESS =
      Pattern.compile(
          "(?<access>Read|Write|Free)(?: of size (?<size>\\d{1,18}+))?+(?: (?:at|of) addr (?<addr>\\S++))?+"
              + " by task (?<comm>.{0,15})/(?<pid>\\d{1,9})\\s*+$");
  private static final Pattern HEADER_ADDRESS =
      Pattern.compile(" (?:at addr|on address) (?<addr>(?:0x)?\\p{XDigit}{1,16})\\s*+$");
  private static final Pattern TAGS =
      Pattern.compile(
          "Pointer tag: \\[(?<pointer>\\p{XDigit}{2})\\], memory tag: \\[(?<memory>\\p{XDigit}{2})\\]");
  private static final Pattern LOCATED =
      Pattern.compile(
          "The buggy address is located (?<bytes>\\d{1,18}+) bytes (?<side>inside|to the left|to the right) of");
  private static final Pattern STACK =
      Pattern.compile(
          "(?:The buggy address belongs to stack of task|addr \\S++ is located in stack of task)"
              + " (?<comm>.{0,15})/(?<pid>\\d{1,9})(?: at offset (?<offset>\\d{1,9}+) in frame:)?+\\s*+$");
  private static final Pattern OFFSET =
      Pattern.compile(" ?and is located at offset (?<offset>\\d{1,9}+) in frame:");
  private static final Pattern VARIABLE =
      Pattern.compile("\\s*+(?<variable>\\[\\d{1,9}+, \\d{1,9}+\\) '.{1,100}')\\s*+$");
  private static final String OLD_VARIABLE = "Address belongs to variable ";
  private static final int MOST_VARIABLES = 32;

  /** What the next line is, which looks like a frame. */
  private enum Next {
    ANYTHING,
    VARIABLE,
    FRAME,
    MAPPING
  }

  private final MemoryObjectReader object = new MemoryObjectReader();
  private final PageReader page = new PageReader();
  private final List<String> stackVariables = new ArrayList<>();
  private Next next = Next.ANYTHING;
  private Optional<AccessType> access = Optional.empty();
  private OptionalLong size = OptionalLong.empty();
  private Optional<Word> address = Optional.empty();
  private Optional<Task> task = Optional.empty();
  private Optional<Word> pointerTag = Optional.empty();
  private Optional<Word> memoryTag = Optional.empty();
  private Optional<Placement> placement = Optional.empty();
  private Optional<String> variable = Optional.empty();
  private Optional<Task> stackOf = Optional.empty();
  private OptionalLong stackOffset = OptionalLong.empty();
  private Optional<String> stackFunction = Optional.empty();
  private Optional<String> mapping = Optional.empty();

  @Override
  public boolean claims(String line) {
    if (next == Next.ANYTHING) return false;
    Optional<String> symbol = Optional.of(line.strip());
    switch (next) {
      case VARIABLE -> variable = symbol;
      case FRAME -> stackFunction = symbol;
      default -> mapping = symbol;
    }
    next = Next.ANYTHING;
    return true;
  }

  @Override
  public void add(String line) {
    switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case 'R', 'W' -> addAccess(line);
      case 'F' -> {
        addAccess(line);
        object.add(line);
      }
      case 'P' -> {
        addTags(line);
        object.add(line);
      }
      case 'T', 'a' -> addPlace(line);
      case 'A' -> {
        if (line.startsWith(OLD_VARIABLE)) {
          variable = Optional.of(line.substring(OLD_VARIABLE.length()).strip());
        } else object.add(line);
      }
      case ' ' -> addIndented(line);
      case 'p', 'f', 'h' -> page.add(line);
      default -> object.add(line);
    }
  }

  private void addAccess(String line) {
    Matcher m = ACCESS.matcher(line);
    if (access.isPresent() || !m.lookingAt()) return;
    access = Optional.of(AccessType.valueOf(m.group("access").toUpperCase(Locale.ROOT)));
    if (m.group("size") != null) size = Numbers.decimalLong(m.group("size"));
    if (m.group("addr") != null) address = Numbers.word(m.group("addr"));
    task = Optional.of(new Task(m.group("comm"), Numbers.decimal(m.group("pid"))));
  }

  private void addTags(String line) {
    Matcher m = TAGS.matcher(line);
    if (pointerTag.isPresent() || !m.lookingAt()) return;
    pointerTag = Numbers.word(m.group("pointer"));
    memoryTag = Numbers.word(m.group("memory"));
  }

  private void addPlace(String line) {
    Matcher located = LOCATED.matcher(line);
    Matcher stack = STACK.matcher(line);
    if (located.lookingAt()) {
      placement =
          Optional.of(
              new Placement(
                  Long.parseLong(located.group("bytes")),
                  switch (located.group("side")) {
                    case "inside" -> Placement.Side.INSIDE;
                    case "to the left" -> Placement.Side.LEFT;
                    default -> Placement.Side.RIGHT;
                  }));
    } else if (stack.lookingAt()) {
      stackOf = Optional.of(new Task(stack.group("comm"), Numbers.decimal(stack.group("pid"))));
      if (stack.group("offset") != null) addOffset(stack);
    } else if (line.startsWith("The buggy address belongs to the variable:")) {
      next = Next.VARIABLE;
    } else {
      object.add(line);
    }
  }

  private void addOffset(Matcher m) {
    stackOffset = Numbers.decimalLong(m.group("offset"));
    next = Next.FRAME;
  }

  private void addIndented(String line) {
    Matcher offset = OFFSET.matcher(line);
    if (offset.lookingAt()) {
      addOffset(offset);
    } else if (line.endsWith(" created by:")) {
      next = Next.MAPPING;
    } else {
      Matcher m = VARIABLE.matcher(line);
      boolean isVariable = stackOf.isPresent() && m.lookingAt();
      if (!isVariable) object.add(line);
      else if (stackVariables.size() < MOST_VARIABLES) stackVariables.add(m.group("variable"));
    }
  }

  @Override
  public Detail detail(Told told) {
    Optional<HeaderLine> header = told.header();
    return new MemoryAccess(
        header.flatMap(h -> h.group("what")),
        access,
        size,
        address.or(() -> header.flatMap(KasanReader::address)),
        task,
        pointerTag,
        memoryTag,
        object.object(),
        placement,
        object.allocated(),
        object.freed(),
        variable,
        stackOf.map(of -> new StackVariables(stackOf, stackFunction, stackOffset, stackVariables)),
        mapping,
        Optional.empty(),
        page.page());
  }

  private static Optional<Word> address(HeaderLine header) {
    Matcher m = HEADER_ADDRESS.matcher(header.text());
    return m.find() ? Numbers.word(m.group("addr")) : Optional.empty();
  }
}

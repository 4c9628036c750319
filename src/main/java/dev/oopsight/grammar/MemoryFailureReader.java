package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.MemoryFailure;
import dev.oopsight.trace.Task;
import dev.oopsight.trace.Word;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what became of a page that the hardware reported as damaged.
 *
 * <pre>{@code
 * MCE 0x12345: Killing java:4321 early due to hardware memory corruption                2.6.32
 * MCE 0x12345: dirty LRU page recovery: Recovered                                       2.6.32
 * MCE 0x12345: recovery action for dirty LRU page: Recovered                            4.0
 * Memory failure: 0x12345: recovery action for dirty LRU page: Recovered                4.7
 * Memory failure: 0x12345: Killing java:4321 due to hardware memory corruption
 * }</pre>
 *
 * <p>Shape: one line. Units: the page's number is hexadecimal. Errors: none are thrown; what was
 * cut is left out. Source: that of {@link MemoryFailure}.
 */
final class MemoryFailureReader implements DetailReader {

  private static final Pattern FRAME =
      Pattern.compile("(?:MCE|Memory failure:) 0x(?<frame>\\p{XDigit}{1,16}+): (?<rest>.*+)");
  private static final Pattern ACTION =
      Pattern.compile("recovery action for (?<page>.{1,60}?): (?<outcome>\\w{1,20}+).*+");
  private static final Pattern OLD_ACTION =
      Pattern.compile("(?<page>.{1,60}?) recovery: (?<outcome>\\w{1,20}+).*+");
  private static final Pattern KILLING =
      Pattern.compile("Killing (?<comm>.{1,15}):(?<pid>\\d{1,9}+) .*+");

  private Optional<Word> frame = Optional.empty();
  private Optional<String> page = Optional.empty();
  private Optional<String> outcome = Optional.empty();
  private Optional<Task> killed = Optional.empty();

  @Override
  public void add(String line) {
    Matcher whole = FRAME.matcher(line).region(KernelText.messageStart(line), line.length());
    if (frame.isPresent() || !whole.matches()) return;
    frame = Numbers.word(whole.group("frame"));
    String rest = whole.group("rest");
    Matcher killing = KILLING.matcher(rest);
    if (killing.matches()) {
      killed = Optional.of(new Task(killing.group("comm"), Numbers.decimal(killing.group("pid"))));
      return;
    }
    Matcher action = ACTION.matcher(rest);
    if (!action.matches()) action = OLD_ACTION.matcher(rest);
    if (!action.matches()) return;
    page = Optional.of(action.group("page"));
    outcome = Optional.of(action.group("outcome"));
  }

  @Override
  public Detail detail(Told told) {
    return new MemoryFailure(frame, page, outcome, killed);
  }
}

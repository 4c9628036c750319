package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.MemoryLeak;
import dev.oopsight.trace.Task;
import dev.oopsight.trace.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what kmemleak says of an object.
 *
 * <pre>{@code
 * unreferenced object 0xffff88810d5a1000 (size 512):
 *   comm "dd", pid 1874, jiffies 4294944231 (age 13.450s)
 *   comm "dd", pid 1874, jiffies 4294944231               since 6.10
 *   hex dump (first 32 bytes):
 *     00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  ................
 * }</pre>
 *
 * <p>Of several objects the first. Units: bytes, ticks, seconds. Errors: none are thrown; what is
 * cut is left out. Source: Linux mm/kmemleak.c, {@code print_unreferenced}, 2.6.31 to 6.12.
 */
final class MemoryLeakReader implements DetailReader {

  private static final Pattern OBJECT =
      Pattern.compile(
          "unreferenced object (?:0x)?+(?<object>\\p{XDigit}{1,16}+) \\(size (?<size>\\d{1,18}+)\\)");
  private static final Pattern COMM =
      Pattern.compile(
          "\\s*+comm \"(?<comm>.{0,15})\", pid (?<pid>\\d{1,9}+), jiffies (?<jiffies>\\d{1,18}+)"
              + "(?: \\(age (?<seconds>\\d{1,12}+)\\.(?<millis>\\d{3})s\\))?+");
  private static final Pattern BYTES = Pattern.compile("\\s*+(?:\\p{XDigit}{2} ){8,16}+.*+");
  private static final int MOST_LINES = 4;
  private static final long MILLIS = 1_000;

  private Optional<Word> object = Optional.empty();
  private OptionalLong size = OptionalLong.empty();
  private Optional<Task> task = Optional.empty();
  private OptionalLong jiffies = OptionalLong.empty();
  private OptionalLong age = OptionalLong.empty();
  private final List<String> bytes = new ArrayList<>();
  private int objects;

  @Override
  public void add(String line) {
    Matcher told = OBJECT.matcher(line);
    if (told.lookingAt() && ++objects == 1) {
      object = Numbers.word(told.group("object"));
      size = Numbers.decimalLong(told.group("size"));
    } else if (objects <= 1) {
      addComm(line);
      if (bytes.size() < MOST_LINES && BYTES.matcher(line).matches()) bytes.add(line.strip());
    }
  }

  private void addComm(String line) {
    Matcher m = COMM.matcher(line);
    if (task.isPresent() || !m.lookingAt()) return;
    task = Optional.of(new Task(m.group("comm"), Numbers.decimal(m.group("pid"))));
    jiffies = Numbers.decimalLong(m.group("jiffies"));
    if (m.group("seconds") == null) return;
    long seconds = Long.parseLong(m.group("seconds"));
    age = OptionalLong.of(seconds * MILLIS + Long.parseLong(m.group("millis")));
  }

  @Override
  public Detail detail(Told told) {
    return new MemoryLeak(object, size, task, jiffies, age, bytes);
  }
}

package dev.oopsight.grammar;

import dev.oopsight.trace.MemoryEvent;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When an object was allocated or freed: the line above its stack.
 *
 * <pre>{@code
 * Allocated by task 1800:                                          KASAN
 * Freed by task 1801 on cpu 1 at 45.123456s:                       KASAN since 6.8
 * allocated by task 169 on cpu 0 at 8.759420s (0.002588s ago):     KFENCE
 * kfence-#17 [0x1-0x20, size=32, cache=kmalloc-32] allocated by task 509:
 * INFO: Allocated in some_open+0x2a/0x60 [some] age=1 cpu=0 pid=1220   SLUB
 * Freed in kfree+0x84/0x1a0 age=90 cpu=1 pid=1100                  SLUB since 5.14
 * }</pre>
 *
 * <p>Shape: one line to at most one event; whether it is an allocation. Units: seconds since boot,
 * ticks. Errors: none are thrown; numbers that are too long are left out. Source: Linux
 * mm/kasan/report.c and mm/slub.c, {@code print_track}; mm/kfence/report.c, {@code
 * kfence_print_stack}.
 *
 * @param allocation false for a free
 */
record MemoryEventLine(boolean allocation, MemoryEvent event) {

  private static final Pattern BY_TASK =
      Pattern.compile(
          "(?:kfence-#.{0,120}?\\] )?+(?<what>[Aa]llocated|[Ff]reed) by task (?<pid>-?\\d{1,9})\\b"
              + "(?: on cpu (?<cpu>\\d{1,5}) at (?<seconds>\\d{1,12})\\.(?<micros>\\d{6})s)?+");
  private static final Pattern IN_FUNCTION =
      Pattern.compile(
          "(?:INFO: )?+(?<what>Allocated|Freed) in (?<fn>\\S++(?: \\[[\\w-]++\\])?+)"
              + " age=(?<age>\\d{1,18}) cpu=(?<cpu>\\d{1,5}) pid=(?<pid>-?\\d{1,9})");
  private static final long MICROS = 1_000_000;

  static Optional<MemoryEventLine> read(String line) {
    Matcher task = BY_TASK.matcher(line);
    if (task.lookingAt()) {
      return Optional.of(
          new MemoryEventLine(
              isAllocation(task),
              new MemoryEvent(
                  Optional.empty(),
                  OptionalInt.of(Integer.parseInt(task.group("pid"))),
                  cpu(task),
                  uptime(task),
                  OptionalLong.empty())));
    }
    Matcher in = IN_FUNCTION.matcher(line);
    if (!in.lookingAt()) return Optional.empty();
    return Optional.of(
        new MemoryEventLine(
            isAllocation(in),
            new MemoryEvent(
                Optional.of(in.group("fn")),
                OptionalInt.of(Integer.parseInt(in.group("pid"))),
                cpu(in),
                OptionalLong.empty(),
                OptionalLong.of(Long.parseLong(in.group("age"))))));
  }

  /** What a line tells that names the task alone, {@code PID = 1220}: KASAN of 4.6 to 4.11. */
  static Optional<MemoryEvent> ofPid(String line) {
    if (!line.startsWith("PID = ")) return Optional.empty();
    OptionalInt pid = Numbers.decimal(line.substring(6).strip());
    if (pid.isEmpty()) return Optional.empty();
    return Optional.of(
        new MemoryEvent(
            Optional.empty(),
            pid,
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalLong.empty()));
  }

  private static boolean isAllocation(Matcher m) {
    return m.group("what").endsWith("llocated");
  }

  private static OptionalInt cpu(Matcher m) {
    return m.group("cpu") == null ? OptionalInt.empty() : Numbers.decimal(m.group("cpu"));
  }

  private static OptionalLong uptime(Matcher m) {
    if (m.group("seconds") == null) return OptionalLong.empty();
    long seconds = Long.parseLong(m.group("seconds"));
    return OptionalLong.of(seconds * MICROS + Long.parseLong(m.group("micros")));
  }
}

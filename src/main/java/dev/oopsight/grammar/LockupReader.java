package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Lockup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects what the watchdogs tell of a processor that does not come back.
 *
 * <pre>{@code
 * BUG: soft lockup detected on CPU#0!                                                    2.6.15
 * watchdog: BUG: soft lockup - CPU#1 stuck for 23s! [spinner:124]
 * CPU#1 Utilization every 4s during lockup:                                              6.9
 * 	#1: 100% system,	  0% softirq,	  1% hardirq,	  0% idle
 * CPU#1 Detect HardIRQ Time exceeds 50%. Most frequent HardIRQs:
 * 	#1: 330945    	irq#7
 * watchdog: CPU 4 self-detected hard LOCKUP @ plpar_hcall_norets+0x1c/0x28               ppc
 * watchdog: CPU 0 detected hard LOCKUP on other CPUs 3,5-6
 * watchdog: CPU 4 TB:1054123412341234, last heartbeat TB:1054118292341234 (10000ms ago)
 * hardirqs last disabled at (30): [<ffffffff8100>] lkdtm_HARDLOCKUP+0xc/0x20             with lockdep
 * }</pre>
 *
 * <p>Shape: one line to what it tells. Units: seconds; milliseconds on ppc. Errors: none are
 * thrown; what was cut is left out. Source: Linux kernel/watchdog.c, {@code watchdog_timer_fn},
 * {@code print_cpustat} and {@code print_irq_counts}; arch/powerpc/kernel/watchdog.c.
 */
final class LockupReader implements DetailReader {

  private static final int MOST_LINES = 8;
  private static final Pattern STUCK = Pattern.compile(" stuck for (\\d{1,9}+)s!");
  private static final Pattern STUCK_HARD = Pattern.compile("hard LOCKUP on cpu (\\d{1,5}+)");
  private static final Pattern OTHERS =
      Pattern.compile(" hard LOCKUP on other CPUs ([\\d,-]{1,500}+)");
  private static final Pattern HEARTBEAT =
      Pattern.compile("last (?:SMP )?heartbeat TB:\\d++ \\((\\d{1,15}+)ms ago\\)");
  private static final Pattern SHARE = Pattern.compile("\\s*+#\\d++: .*");
  private static final Pattern INTERRUPT = Pattern.compile("\\s*+#\\d++: \\d++\\s++irq#\\d.*+");
  private static final Pattern DISABLED =
      Pattern.compile(
          "hardirqs last disabled at \\(\\d++\\): (?:\\[<[^>]{1,40}>\\] )?+(?<fn>[\\w.$]++)");

  private OptionalLong stuckSeconds = OptionalLong.empty();
  private OptionalLong heartbeat = OptionalLong.empty();
  private OptionalInt cpu = OptionalInt.empty();
  private List<Integer> others = List.of();
  private Optional<String> hardirqsDisabledAt = Optional.empty();
  private final List<String> utilization = new ArrayList<>();
  private final List<String> interrupts = new ArrayList<>();

  @Override
  public void add(String line) {
    if (line.contains("LOCKUP on other CPUs")) {
      find(OTHERS, line).ifPresent(list -> others = CpuList.read(list));
    } else if (line.contains("hard LOCKUP on cpu ")) {
      if (cpu.isEmpty()) cpu = find(STUCK_HARD, line).map(Numbers::decimal).orElse(cpu);
    } else if (line.contains(" stuck for ")) {
      if (stuckSeconds.isEmpty()) stuckSeconds = number(find(STUCK, line));
    } else if (line.contains("heartbeat TB:")) {
      if (heartbeat.isEmpty()) heartbeat = number(find(HEARTBEAT, line));
    } else if (line.contains("% system")) {
      keep(SHARE.matcher(line), utilization);
    } else if (line.contains("irq#")) {
      keep(INTERRUPT.matcher(line), interrupts);
    } else if (line.startsWith("hardirqs last disabled")) {
      if (hardirqsDisabledAt.isEmpty()) hardirqsDisabledAt = find(DISABLED, line);
    }
  }

  private static Optional<String> find(Pattern pattern, String line) {
    Matcher m = pattern.matcher(line);
    return m.find() ? Optional.of(m.group(1)) : Optional.empty();
  }

  private static OptionalLong number(Optional<String> digits) {
    return digits.map(Numbers::decimalLong).orElse(OptionalLong.empty());
  }

  private static void keep(Matcher line, List<String> lines) {
    if (lines.size() < MOST_LINES && line.matches()) {
      lines.add(line.group().strip().replaceAll("\\s++", " "));
    }
  }

  @Override
  public Detail detail(Told told) {
    OptionalInt named =
        told.header().map(h -> h.number("cpu")).filter(OptionalInt::isPresent).orElse(cpu);
    boolean byOther = !others.isEmpty();
    List<Integer> cpus = byOther ? others : named.stream().boxed().toList();
    return new Lockup(
        cpus,
        stuckSeconds,
        byOther ? named : OptionalInt.empty(),
        heartbeat,
        utilization,
        interrupts,
        hardirqsDisabledAt);
  }
}

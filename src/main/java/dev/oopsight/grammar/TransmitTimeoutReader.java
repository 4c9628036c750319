package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.TransmitTimeout;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the watchdog of network devices says.
 *
 * <pre>{@code
 * NETDEV WATCHDOG: eth0: transmit timed out                                            2.4
 * NETDEV WATCHDOG: eth0 (tg3): transmit timed out                                      2.6.27
 * NETDEV WATCHDOG: eth0 (tg3): transmit queue 0 timed out                              2.6.28
 * NETDEV WATCHDOG: eth0 (tg3): transmit queue 0 timed out 5720 ms                      6.3
 * e1000 0000:00:03.0 eth0: NETDEV WATCHDOG: CPU: 0: transmit queue 0 timed out 5720 ms 6.4
 * eth0: NETDEV WATCHDOG: CPU: 0: transmit queue 0 timed out 5720 ms
 * }</pre>
 *
 * <p>Shape: one line. Units: milliseconds. Errors: none are thrown; what was cut is left out.
 * Source: Linux net/sched/sch_generic.c, {@code dev_watchdog}; net/core/dev.c, {@code
 * __netdev_printk}.
 */
final class TransmitTimeoutReader implements DetailReader {

  private static final String WATCHDOG = "NETDEV WATCHDOG: ";
  private static final Pattern BEHIND =
      Pattern.compile(
          "NETDEV WATCHDOG: (?<device>[^\\s:(]{1,32}+)(?: \\((?<driver>[^)]{1,64}+)\\))?+:");
  private static final Pattern BEFORE =
      Pattern.compile(
          "(?:(?<driver>[\\w.-]{1,64}+) (?:\\S{1,64}+ )?+)?(?<device>[\\w.@-]{1,32}): NETDEV WATCHDOG: ");
  private static final Pattern QUEUE =
      Pattern.compile("transmit queue (\\d{1,5}+) timed out(?: (\\d{1,15}+) ms)?+");

  private Optional<String> device = Optional.empty();
  private Optional<String> driver = Optional.empty();
  private OptionalInt queue = OptionalInt.empty();
  private OptionalLong milliseconds = OptionalLong.empty();

  @Override
  public void add(String line) {
    if (device.isPresent() || !line.contains(WATCHDOG)) return;
    Matcher named = BEFORE.matcher(line);
    if (!named.lookingAt()) named = BEHIND.matcher(line);
    if (named.lookingAt() || named.find()) {
      device = Optional.of(named.group("device"));
      driver = Optional.ofNullable(named.group("driver"));
    }
    Matcher late = QUEUE.matcher(line);
    if (!late.find()) return;
    queue = Numbers.decimal(late.group(1));
    if (late.group(2) != null) milliseconds = Numbers.decimalLong(late.group(2));
  }

  @Override
  public Detail detail(Told told) {
    return new TransmitTimeout(device, driver, queue, milliseconds);
  }
}

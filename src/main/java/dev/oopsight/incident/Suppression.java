package dev.oopsight.incident;

import dev.oopsight.log.KernelLine;
import dev.oopsight.log.TraceText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel's rate limit swallowed.
 *
 * <pre>{@code
 * warn_alloc: 59 callbacks suppressed
 * printk: 414349 messages suppressed.
 * }</pre>
 *
 * <p>Source: Linux lib/ratelimit.c, {@code ___ratelimit}; kernel/printk.c of 2.6, {@code
 * __printk_ratelimit}, which counts every rate-limited message and not this one alone, so it is not
 * read as a count of occurrences.
 */
final class Suppression {

  private static final Pattern CALLBACKS =
      Pattern.compile("\\w{1,64}+: (\\d{1,9}+) (?:callbacks|output lines) suppressed.*+");

  private Suppression() {}

  /** Occurrences that were suppressed right before this one, from 0. */
  static long before(TraceText text) {
    long suppressed = 0;
    for (KernelLine line : text.lines()) {
      if (!line.text().contains(" suppressed")) continue;
      Matcher m = CALLBACKS.matcher(line.text());
      if (m.lookingAt()) suppressed += Long.parseLong(m.group(1));
    }
    return suppressed;
  }
}

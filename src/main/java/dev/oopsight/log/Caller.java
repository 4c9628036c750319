package dev.oopsight.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who called printk: {@code T214} is a task by its pid, {@code C1} a processor outside of any task.
 *
 * <p>Source: Linux kernel/printk/printk.c, {@code print_caller} (CONFIG_PRINTK_CALLER, 5.1+).
 *
 * @param context task or processor
 * @param id pid or processor number, from 0
 */
public record Caller(Context context, int id) {

  /** What kind of caller. */
  public enum Context {
    TASK,
    PROCESSOR
  }

  private static final Pattern CALLER = Pattern.compile("([TC])(\\d{1,9})");

  public Caller {
    if (id < 0) throw new IllegalArgumentException("caller " + id);
  }

  /** Reads {@code T214} or {@code C1}; anything else is empty. */
  public static Optional<Caller> of(String text) {
    Matcher m = CALLER.matcher(text);
    if (!m.matches()) return Optional.empty();
    Context context = m.group(1).equals("T") ? Context.TASK : Context.PROCESSOR;
    return Optional.of(new Caller(context, Integer.parseInt(m.group(2))));
  }

  @Override
  public String toString() {
    return (context == Context.TASK ? "T" : "C") + id;
  }
}

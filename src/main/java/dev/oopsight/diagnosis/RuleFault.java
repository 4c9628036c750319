package dev.oopsight.diagnosis;

import static java.util.Objects.requireNonNull;

/**
 * What is wrong with a rule, told to the person who wrote it.
 *
 * @param file name of the rule's file
 * @param rule its id; empty where the fault lies before the id could be read
 * @param line in the file, from 1; 0 where no line can be named
 * @param what what is wrong and what to do
 */
public record RuleFault(String file, String rule, int line, String what) {
  public RuleFault {
    requireNonNull(file);
    requireNonNull(rule);
    requireNonNull(what);
    if (line < 0) throw new IllegalArgumentException("line " + line);
  }

  /** {@code file:line: rule: what}, as compilers print it. */
  @Override
  public String toString() {
    return file + (line == 0 ? "" : ":" + line) + ": " + (rule.isEmpty() ? "" : rule + ": ") + what;
  }
}

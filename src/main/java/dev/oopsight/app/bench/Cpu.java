package dev.oopsight.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** CPU seconds of processes, user and system together, in steps of 10 ms; NaN where not known. */
final class Cpu {

  private static final Path SELF = Path.of("/proc/self/stat");

  /** Clock ticks a second that Linux tells user space, USER_HZ, on every architecture of Java's. */
  private static final double TICKS_PER_SECOND = 100;

  // proc_pid_stat(5), counted from the state, which follows the name in brackets.
  private static final int CUTIME = 13;
  private static final int CSTIME = 14;

  private Cpu() {}

  /** So far, of a process that runs. */
  static double of(ProcessHandle process) {
    return process.info().totalCpuDuration().map(Cpu::seconds).orElse(Double.NaN);
  }

  /** So far, of all children that have ended. */
  static double ofEndedChildren() {
    try {
      String stat = Files.readString(SELF);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[CUTIME]) + Long.parseLong(fields[CSTIME]);
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      return Double.NaN; // not Linux
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}

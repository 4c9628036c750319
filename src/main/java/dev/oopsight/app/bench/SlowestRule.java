package dev.oopsight.app.bench;

import dev.oopsight.app.BuiltInRules;
import dev.oopsight.config.ConfigView;
import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.trace.KernelTrace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Times each built-in rule by itself over all traces of its kinds; the slowest one is told. */
final class SlowestRule implements Side {

  /** By the CPU's time: a rule is not to blame for a thread that had to wait. */
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

  private static final double PERCENTILE = 0.99;

  /** So many a rule that its 99th percentile is no single pause for garbage. */
  private static final int TIMED = 2_000;

  private final ConfigView config = Diagnose.config();
  private final List<KernelTrace> traces = new ArrayList<>();
  private final int timed;

  SlowestRule(Path log, int incidents) throws IOException {
    timed = Math.min(TIMED, incidents);
    new ReadTraces(log).each(traces::add);
  }

  /** The sample's wall seconds are the 99th percentile of the rule whose is largest. */
  @Override
  public Sample run() {
    ProcessHandle self = ProcessHandle.current();
    double cpu = Cpu.of(self);
    double slowest = 0;
    for (var file : BuiltInRules.files()) {
      KnowledgeBase rule = KnowledgeBase.trusting(List.of(file));
      List<KernelTrace> judged =
          traces.stream().filter(trace -> rule.looksAt(trace.kind())).limit(timed).toList();
      if (judged.isEmpty()) continue;
      for (int round = 0; round < 2; round++) { // the first one compiles
        double seconds = percentile(rule, judged);
        if (round > 0) slowest = Math.max(slowest, seconds);
      }
    }
    return new Sample(timed, slowest, Cpu.of(self) - cpu);
  }

  private double percentile(KnowledgeBase rule, List<KernelTrace> judged) {
    long[] nanos = new long[timed];
    for (int i = 0; i < timed; i++) {
      long begin = THREAD.getCurrentThreadCpuTime();
      rule.examine(judged.get(i % judged.size()), config, Diagnose.NONE_BREAKS);
      nanos[i] = THREAD.getCurrentThreadCpuTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos[(int) ((timed - 1) * PERCENTILE)] / 1e9;
  }
}

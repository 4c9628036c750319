package dev.oopsight.app.bench;

import dev.oopsight.app.BuiltInRules;
import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.diagnosis.RuleFault;
import dev.oopsight.trace.KernelTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Judges traces by all built-in rules, on one thread. Traces of which no rule has an opinion are
 * left out: they would cost little.
 */
final class Diagnose implements Side {

  private static final int KEYS = 2_000;

  static final Consumer<RuleFault> NONE_BREAKS =
      fault -> {
        throw new IllegalStateException("a rule broke: " + fault);
      };

  private final KnowledgeBase knowledge = BuiltInRules.load();
  private final ConfigView config = config();
  private final List<KernelTrace> traces = new ArrayList<>();
  private final int incidents;

  Diagnose(Path log, int incidents) throws IOException {
    this.incidents = incidents;
    new ReadTraces(log).each(this::keepJudged);
    if (traces.isEmpty()) throw new IllegalStateException("no rule has an opinion of any sample");
  }

  private void keepJudged(KernelTrace trace) {
    if (!knowledge.examine(trace, config, NONE_BREAKS).findings().isEmpty()) traces.add(trace);
  }

  @Override
  public Sample run() {
    ProcessHandle self = ProcessHandle.current();
    double cpu = Cpu.of(self);
    long begin = System.nanoTime();
    long findings = 0;
    for (int i = 0; i < incidents; i++) {
      KernelTrace trace = traces.get(i % traces.size());
      findings += knowledge.examine(trace, config, NONE_BREAKS).findings().size();
    }
    double wall = (System.nanoTime() - begin) / 1e9;
    if (findings < incidents) throw new IllegalStateException("only " + findings + " findings");
    return new Sample(incidents, wall, Cpu.of(self) - cpu);
  }

  /** A host of usual size, with what the rules ask for among it. */
  static ConfigView config() {
    SortedMap<String, Setting> settings = new TreeMap<>();
    for (int i = 0; i < KEYS; i++) put(settings, "sysctl:net.sample.key" + i, "1");
    put(settings, "sysctl:vm.min_free_kbytes", "11495");
    put(settings, "nic:eth0:feature.tcp-segmentation-offload", "on");
    return new ConfigView(settings);
  }

  private static void put(SortedMap<String, Setting> settings, String key, String value) {
    settings.put(key, new Setting(key, value, Instant.EPOCH, Instant.EPOCH, false));
  }
}

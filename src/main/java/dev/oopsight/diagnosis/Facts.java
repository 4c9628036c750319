package dev.oopsight.diagnosis;

import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelUnknownSet;
import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.KernelTrace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The facts of one incident, worked out when first asked for. Keeps a record of what was asked: all
 * known config keys for the diagnosis, and for each piece of evidence what was stale or unknown.
 * Used by one thread.
 */
final class Facts {

  /** Stands for a value that is not known; CEL carries it through every operation. */
  static final CelUnknownSet UNKNOWN = CelUnknownSet.create(CelAttribute.create("unknown"));

  /** The facts that config alone can tell. */
  private static final String KERNEL = "trace.kernel";

  private static final String RAM = "host.ramKb";

  /** What an expression names that needs no trace. */
  static final Set<String> OF_HOST = Set.of("config", KERNEL, RAM);

  private static final String MIN_FREE = "sysctl:vm.min_free_kbytes";

  private final Optional<KernelTrace> trace;
  private final ConfigView config;
  private final Map<String, Object> known = new HashMap<>();
  private final Map<String, Reading> readings = new HashMap<>();
  private final SortedSet<String> consulted = new TreeSet<>();
  private Optional<FreeMemory> freeMemory;
  private Reading reading = new Reading();

  /**
   * What one evaluation looked at.
   *
   * @param stale settings that were not confirmed lately
   * @param unknown where the facts that were not known would come from
   */
  record Reading(List<Setting> stale, List<Vocabulary.Source> unknown) {
    Reading() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void add(Reading other) {
      other.stale.stream().filter(s -> !stale.contains(s)).forEach(stale::add);
      other.unknown.stream().filter(s -> !unknown.contains(s)).forEach(unknown::add);
    }
  }

  Facts(KernelTrace trace, ConfigView config) {
    this(trace, config, Map.of());
  }

  private Facts(ConfigView config) {
    this.trace = Optional.empty();
    this.config = config;
  }

  /** Of a host on which nothing happened: all that only a trace would tell is unknown. */
  static Facts ofHost(ConfigView config) {
    return new Facts(config);
  }

  /**
   * @param given facts by name that are so whatever the trace says
   */
  Facts(KernelTrace trace, ConfigView config, Map<String, Object> given) {
    this.trace = Optional.of(trace);
    this.config = config;
    given.forEach(
        (name, value) -> {
          known.put(name, value);
          readings.put(name, new Reading());
        });
  }

  KernelTrace trace() {
    return trace.orElseThrow();
  }

  /** How many settings of the host are known. */
  int settings() {
    return config.settings().size();
  }

  SortedSet<String> consulted() {
    return consulted;
  }

  /** Begins to record anew; gives what was recorded so far. */
  Reading swap(Reading next) {
    Reading before = reading;
    reading = next;
    return before;
  }

  void read(Reading other) {
    reading.add(other);
  }

  /** The value of a fact or {@link #UNKNOWN}; empty where no fact has that name. */
  Optional<Object> find(String name) {
    Object value = known.get(name);
    if (value == null) {
      Vocabulary.Fact fact = Vocabulary.FACTS.get(name);
      if (fact == null) return Optional.empty();
      Reading mine = new Reading();
      Reading before = swap(mine);
      value = value(fact).map(Object.class::cast).orElse(UNKNOWN);
      swap(before);
      if (value == UNKNOWN) mine.unknown().add(fact.source());
      known.put(name, value);
      readings.put(name, mine);
    }
    read(readings.get(name));
    return Optional.of(value);
  }

  private Optional<?> value(Vocabulary.Fact fact) {
    if (trace.isPresent() || fact.name().equals(RAM)) return fact.value().apply(this);
    return fact.name().equals(KERNEL) ? release() : Optional.empty();
  }

  private Optional<KernelRelease> release() {
    return value("kernel:release")
        .or(() -> value("sysctl:kernel.osrelease"))
        .flatMap(KernelRelease::of);
  }

  Optional<FreeMemory> freeMemory() {
    if (freeMemory == null) {
      KernelTrace t = trace();
      freeMemory = t.allocationFailure().flatMap(a -> FreeMemory.of(a, t.kernel()));
    }
    return freeMemory;
  }

  Optional<Long> ramKb() {
    return number("mem:total_kb")
        .or(() -> trace.flatMap(Vocabulary::memInfo).flatMap(m -> boxed(Vocabulary.ramKb(m))))
        .or(
            () ->
                number(MIN_FREE)
                    .filter(kb -> Watermarks.setBy(kb).equals("formula"))
                    .map(Watermarks::impliedRamKb));
  }

  private static Optional<Long> boxed(java.util.OptionalLong value) {
    return value.stream().boxed().findFirst();
  }

  /** One setting's value. */
  Optional<String> value(String key) {
    Optional<Setting> setting = config.setting(key);
    setting.ifPresent(this::consult);
    if (setting.isEmpty()) reading.unknown().add(ConfigSources.of(key));
    return setting.map(Setting::value);
  }

  /** One setting's value where it is a whole number; anything else is as good as unknown. */
  Optional<Long> number(String key) {
    Optional<Long> number = value(key).flatMap(Facts::wholeNumber);
    if (number.isEmpty()) reading.unknown().add(ConfigSources.of(key));
    return number;
  }

  /**
   * A parameter of the kernel's command line: its value, {@code set} where it stands there without
   * one, an empty text where it does not stand there. The last one counts.
   */
  Optional<String> parameter(String name) {
    String wanted = name.replace('-', '_');
    return value("kernel:cmdline")
        .map(
            line -> {
              String found = "";
              for (String word : line.split("\\s++")) {
                int equals = word.indexOf('=');
                String key = equals < 0 ? word : word.substring(0, equals);
                if (!key.replace('-', '_').equals(wanted)) continue;
                found = equals < 0 ? "set" : word.substring(equals + 1);
              }
              return found;
            });
  }

  /** A setting of every network interface of which it is known, by interface. */
  Map<String, Setting> ofEveryNic(String rest) {
    Map<String, Setting> found = config.ofEveryNic(rest);
    found.values().forEach(this::consult);
    if (found.isEmpty()) reading.unknown().add(ConfigSources.of("nic:*:" + rest));
    return found;
  }

  /** The names of all interfaces of which anything is known, but the loopback; or unknown. */
  Object interfaces() {
    List<String> names =
        config.settings().tailMap("nic:").keySet().stream()
            .takeWhile(key -> key.startsWith("nic:"))
            .map(key -> key.split(":", 3)[1])
            .filter(name -> !name.equals("lo"))
            .distinct()
            .toList();
    if (names.isEmpty()) reading.unknown().add(ConfigSources.INTERFACES);
    return names.isEmpty() ? UNKNOWN : names;
  }

  static Optional<Long> wholeNumber(String text) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > 18) return Optional.empty();
    for (int i = digits.charAt(0) == '-' ? 1 : 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') return Optional.empty();
    }
    return digits.equals("-") ? Optional.empty() : Optional.of(Long.parseLong(digits));
  }

  private void consult(Setting setting) {
    consulted.add(setting.key());
    if (setting.stale() && !reading.stale().contains(setting)) reading.stale().add(setting);
  }
}

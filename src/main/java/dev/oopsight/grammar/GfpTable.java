package dev.oopsight.grammar;

import dev.oopsight.trace.KernelRelease;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The gfp bits of one kernel generation, from {@code gfp.txt}.
 *
 * @param since its first kernel
 * @param bits every flag and its bit, by name
 * @param shorthands the kernel's names for several flags at once, largest first, with all their
 *     bits
 */
record GfpTable(KernelRelease since, Map<String, Long> bits, Map<String, Long> shorthands) {

  private static final String KERNEL = "kernel ";
  private static final String BITS = "bits:";

  /** All generations, oldest first. */
  static List<GfpTable> all() {
    List<GfpTable> tables = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : DataTable.lines("gfp.txt")) {
      if (line.startsWith(KERNEL) && !block.isEmpty()) {
        tables.add(of(block));
        block.clear();
      }
      block.add(line);
    }
    tables.add(of(block));
    return List.copyOf(tables);
  }

  private static GfpTable of(List<String> block) {
    String since = block.get(0).substring(KERNEL.length());
    Map<String, Long> bits = new LinkedHashMap<>();
    Map<String, String[]> parts = new LinkedHashMap<>();
    for (String line : block.subList(1, block.size())) {
      String[] words = line.split(" ");
      if (words[0].equals(BITS)) {
        for (int i = 1; i < words.length; i++) {
          int equals = words[i].indexOf('=');
          bits.put(words[i].substring(0, equals), Long.decode(words[i].substring(equals + 1)));
        }
      } else {
        String name = words[0].substring(0, words[0].length() - 1);
        parts.put(name, line.substring(words[0].length() + 1).split(" "));
      }
    }
    Map<String, Long> shorthands = new LinkedHashMap<>();
    for (String name : parts.keySet()) shorthands.put(name, mask(name, bits, parts));
    return new GfpTable(KernelRelease.of(since).orElseThrow(), bits, shorthands);
  }

  private static long mask(String name, Map<String, Long> bits, Map<String, String[]> parts) {
    if (!parts.containsKey(name)) return bits.get(name);
    long mask = 0;
    for (String part : parts.get(name)) mask |= mask(part, bits, parts);
    return mask;
  }

  /** The bits of a flag or a shorthand of that name. */
  OptionalLong mask(String name) {
    Long mask = shorthands.containsKey(name) ? shorthands.get(name) : bits.get(name);
    return mask == null ? OptionalLong.empty() : OptionalLong.of(mask);
  }

  /** The names of all set bits that have one, lowest bit first. */
  List<String> flags(long mask) {
    List<String> flags = new ArrayList<>();
    long named = 0;
    for (Map.Entry<String, Long> bit : bits.entrySet()) {
      if ((mask & ~named & bit.getValue()) == 0) continue;
      flags.add(bit.getKey());
      named |= bit.getValue();
    }
    return flags;
  }

  /** The first shorthand, in the kernel's order, that is wholly set. */
  Optional<String> shorthand(long mask) {
    return shorthands.entrySet().stream()
        .filter(s -> s.getKey().startsWith("GFP_"))
        .filter(s -> (mask & s.getValue()) == s.getValue())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}

package dev.oopsight.config;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was seen of one section at one moment.
 *
 * @param section which part
 * @param full whether what is missing here does not exist; otherwise it is merely unsaid
 * @param values by their whole key, {@code sysctl:vm.min_free_kbytes}, {@code
 *     nic:eth0:feature.tcp-segmentation-offload}
 */
public record Observation(Section section, boolean full, SortedMap<String, String> values) {
  public Observation {
    requireNonNull(section);
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}

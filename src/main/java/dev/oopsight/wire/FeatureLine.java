package dev.oopsight.wire;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One offload feature, as {@code ethtool -k} prints it below its header.
 *
 * <pre>{@code
 * tcp segmentation offload: on                    ethtool 6, 2009
 * tcp-segmentation-offload: on
 *         tx-tcp-segmentation: off [requested on]
 * udp-fragmentation-offload: off [fixed]
 * }</pre>
 *
 * <p>Shape: one line to at most one feature under the name that ethtool uses today; names with
 * blanks or underscores and the short names of {@code ethtool -K} become that. A feature that
 * belongs to another, indented, keeps its own name. Errors: none are thrown; any other line is
 * empty. Source: ethtool.c, {@code dump_offload} (ethtool 6), {@code dump_one_feature} and {@code
 * off_flag_def} (ethtool 3.16).
 *
 * @param name of today
 * @param value {@code on} or {@code off}
 * @param fixed whether the driver lets nobody change it
 * @param requested what was asked for, where that differs
 * @param whole whether nothing else follows on the line
 */
record FeatureLine(
    String name, String value, boolean fixed, Optional<String> requested, boolean whole) {

  private static final Pattern FEATURE =
      Pattern.compile(
          "\\s*+(?<name>[A-Za-z][A-Za-z0-9_-]*+(?: [a-z]++){0,3}+):\\s*+(?<value>on|off)(?![a-z])"
              + "(?<fixed> \\[fixed\\])?+(?: \\[requested (?<requested>on|off)\\])?+"
              + "(?: \\[not requested\\])?+(?<rest>.*+)");

  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("rx", "rx-checksumming"),
          Map.entry("tx", "tx-checksumming"),
          Map.entry("sg", "scatter-gather"),
          Map.entry("tso", "tcp-segmentation-offload"),
          Map.entry("ufo", "udp-fragmentation-offload"),
          Map.entry("gso", "generic-segmentation-offload"),
          Map.entry("gro", "generic-receive-offload"),
          Map.entry("lro", "large-receive-offload"),
          Map.entry("rxvlan", "rx-vlan-offload"),
          Map.entry("txvlan", "tx-vlan-offload"),
          Map.entry("ntuple", "ntuple-filters"),
          Map.entry("rxhash", "receive-hashing"));

  static Optional<FeatureLine> read(String line) {
    Matcher m = FEATURE.matcher(line);
    if (!m.matches()) return Optional.empty();
    String name = m.group("name").replace(' ', '-').replace('_', '-');
    return Optional.of(
        new FeatureLine(
            SHORT.getOrDefault(name, name),
            m.group("value"),
            m.group("fixed") != null,
            Optional.ofNullable(m.group("requested")),
            m.group("rest").isBlank()));
  }
}

package dev.oopsight.config;

import java.util.Set;
import java.util.TreeMap;

/**
 * What {@code sysctl -a} prints beside settings: counters and the like, which nobody sets and which
 * read otherwise each time. They are no config: kept, every snapshot would be a change.
 *
 * <p>Source: Linux Documentation/admin-guide/sysctl/fs.rst and kernel.rst;
 * Documentation/networking/nf_conntrack-sysctl.rst.
 */
final class Readings {

  private static final Set<String> KEYS =
      Set.of(
          "sysctl:fs.aio-nr",
          "sysctl:fs.dentry-state",
          "sysctl:fs.file-nr",
          "sysctl:fs.inode-nr",
          "sysctl:fs.inode-state",
          "sysctl:kernel.ns_last_pid",
          "sysctl:kernel.pty.nr",
          "sysctl:kernel.random.entropy_avail",
          "sysctl:kernel.random.uuid",
          "sysctl:net.netfilter.nf_conntrack_count");

  private Readings() {}

  /** The same without them. */
  static Observation leftOut(Observation seen) {
    if (KEYS.stream().noneMatch(key -> seen.values().containsKey(key))) return seen;
    TreeMap<String, String> settings = new TreeMap<>(seen.values());
    settings.keySet().removeAll(KEYS);
    return new Observation(seen.section(), seen.full(), settings);
  }
}

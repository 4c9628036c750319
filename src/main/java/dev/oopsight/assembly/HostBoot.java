package dev.oopsight.assembly;

import static java.util.Objects.requireNonNull;

import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;

/**
 * One run of one host's kernel: the kernel's order is kept within it.
 *
 * @param host where
 * @param boot which run
 */
public record HostBoot(HostId host, BootKey boot) {
  public HostBoot {
    requireNonNull(host);
    requireNonNull(boot);
  }
}

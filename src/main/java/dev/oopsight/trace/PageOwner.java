package dev.oopsight.trace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Who asked for a page last.
 *
 * @param state {@code allocated} or {@code freed}: what the page is now
 * @param order 2^order pages were asked for in one piece
 * @param migrateType as printed, {@code Unmovable}
 * @param gfp the mask as printed, {@code 0x2820(GFP_ATOMIC|__GFP_NOWARN)}
 * @param comm name of the task that asked, where printed
 * @param pid of the task that asked, where printed
 * @param uptimeNanos when it asked, in nanoseconds since boot, where printed
 * @param freedUptimeNanos when it was freed before, in nanoseconds since boot; 0 if never
 */
public record PageOwner(
    Optional<String> state,
    OptionalInt order,
    Optional<String> migrateType,
    Optional<String> gfp,
    Optional<String> comm,
    OptionalInt pid,
    OptionalLong uptimeNanos,
    OptionalLong freedUptimeNanos) {
  public PageOwner {
    requireNonNull(state);
    requireNonNull(order);
    requireNonNull(migrateType);
    requireNonNull(gfp);
    requireNonNull(comm);
    requireNonNull(pid);
    requireNonNull(uptimeNanos);
    requireNonNull(freedUptimeNanos);
  }
}

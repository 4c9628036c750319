package dev.oopsight.topology;

import static java.util.Objects.requireNonNull;

import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.log.TraceText;
import java.time.Instant;

/** What happens to one host, in order: the second half of the host stage takes these. */
sealed interface HostEvent {

  /** A trace ended. */
  record Trace(TraceText text) implements HostEvent {
    public Trace {
      requireNonNull(text);
    }
  }

  /** Config was seen. */
  record Config(ConfigSnapshot snapshot) implements HostEvent {
    public Config {
      requireNonNull(snapshot);
    }
  }

  /** The host's kernel spoke. */
  record Heard(Instant at) implements HostEvent {
    public Heard {
      requireNonNull(at);
    }
  }
}

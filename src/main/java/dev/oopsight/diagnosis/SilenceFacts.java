package dev.oopsight.diagnosis;

import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.types.CelType;
import dev.oopsight.diagnosis.Vocabulary.Fact;
import dev.oopsight.diagnosis.Vocabulary.Source;
import java.util.List;
import java.util.Optional;

/** The facts of a host that says nothing more; no trace carries them, but {@link Silence} does. */
final class SilenceFacts {

  static final String MINUTES = "silence.minutes";
  static final String LAST_KIND = "silence.lastKind";
  static final String LAST_TITLE = "silence.lastTitle";
  static final String LAST_MINUTES = "silence.lastMinutes";
  static final String CONFIG_MINUTES = "silence.configMinutes";

  private static final Source LAST_LINES =
      new Source("what the host printed last", "journalctl -k -b -1 -n 50");

  static final List<Fact> TABLE =
      List.of(
          fact(MINUTES, INT, "since when a host that is asked after printed nothing, in minutes"),
          fact(LAST_KIND, STRING, "kind of its newest incident, or none"),
          fact(LAST_TITLE, STRING, "title of that incident, or none"),
          fact(LAST_MINUTES, INT, "how long before the last line that incident was, in minutes"),
          fact(
              CONFIG_MINUTES,
              INT,
              "for how long after the last line config was still read, in minutes; 0 where it was"
                  + " not"));

  private SilenceFacts() {}

  private static Fact fact(String name, CelType type, String says) {
    return new Fact(name, type, says, LAST_LINES, facts -> Optional.empty());
  }
}

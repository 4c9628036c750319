package dev.oopsight.topology;

import static java.util.Objects.requireNonNull;

import dev.oopsight.log.Source;
import dev.oopsight.parse.Reason;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.redaction.Redaction.What;
import java.util.Map;

/**
 * Makes dead letters.
 *
 * <p>Pointers can be taken out of bytes that nobody can read; names cannot, since nothing tells
 * where they are. So where names are to be taken out, a letter holds neither the piece nor its key
 * nor an excerpt: it says so, and where the piece is to be found in the input.
 *
 * @param longest a longer piece is cut to so many bytes, so that the letter fits its topic
 * @param redaction what is taken out
 */
record Letters(int longest, Redaction redaction) {
  Letters {
    requireNonNull(redaction);
  }

  /** Those of a pipeline. */
  static Letters of(PipelineSettings settings) {
    return new Letters(settings.limits().letterBytes(), settings.redaction());
  }

  /** The letter of a piece that came from a host; its parts as those of {@link DeadLetter}. */
  DeadLetter letter(
      byte[] key, byte[] piece, Reason reason, String excerpt, Source.Position position, int from) {
    if (redaction.isNone()) {
      return new DeadLetter(key, piece, reason, excerpt, position, from, longest);
    }
    Map<String, String> told = Map.of("redacted", redaction.told());
    if (redaction.takes(What.HOSTS) || redaction.takes(What.COMMS)) {
      return new DeadLetter(null, null, reason, "", position, from, longest, told);
    }
    return new DeadLetter(
        redaction.pointersOf(key),
        redaction.pointersOf(piece),
        reason,
        redaction.pointersOf(excerpt),
        position,
        from,
        longest,
        told);
  }
}

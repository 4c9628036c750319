package dev.oopsight.query;

import dev.oopsight.incident.Feedback;
import java.time.Instant;
import java.util.stream.Collectors;

/** The fields that feedback adds to the JSON of an incident, and its words for people. */
public final class FeedbackFields {

  private FeedbackFields() {}

  /** Flat; left out where nobody said anything, or the mute is over. */
  static void writeRow(JsonText json, Feedback feedback, Instant now) {
    feedback.ack().ifPresent(ack -> json.text("acknowledged_by", ack.by()));
    feedback.muteAt(now).ifPresent(mute -> json.moment("muted_until", mute.until()));
  }

  /** All of it. */
  static void write(JsonText json, Feedback feedback) {
    feedback.ack().ifPresent(ack -> json.object("ack", fields -> writeSaid(fields, ack)));
    feedback
        .mute()
        .ifPresent(
            mute ->
                json.object(
                    "mute",
                    fields -> {
                      fields.moment("until", mute.until());
                      writeSaid(fields, mute.said());
                    }));
    json.objects(
        "verdicts",
        feedback.verdicts(),
        (row, verdict) -> {
          row.text("rule", verdict.rule()).flag("right", verdict.right());
          writeSaid(row, verdict.said());
        });
  }

  private static void writeSaid(JsonText json, Feedback.Said said) {
    json.text("by", said.by()).moment("at", said.at()).text("note", said.note());
  }

  /** A line for each thing that was said, for a person; empty where nothing was. */
  public static String text(Feedback feedback, Instant now) {
    StringBuilder text = new StringBuilder();
    feedback.ack().ifPresent(ack -> line(text, "acknowledged", ack));
    feedback.muteAt(now).ifPresent(mute -> line(text, "muted until " + mute.until(), mute.said()));
    feedback
        .verdicts()
        .forEach(
            verdict ->
                line(
                    text,
                    verdict.rule() + " was called " + (verdict.right() ? "right" : "wrong"),
                    verdict.said()));
    return text.isEmpty() ? "" : "\nWhat people said\n" + text;
  }

  private static void line(StringBuilder text, String what, Feedback.Said said) {
    String words = what + " by " + said.by() + ", " + said.at();
    String note = said.note().map(n -> ": " + n).orElse("");
    text.append("  ").append(printable(words + note)).append('\n');
  }

  /** What people wrote steers no terminal. */
  private static String printable(String text) {
    return text.codePoints()
        .mapToObj(c -> Character.isISOControl(c) ? " " : Character.toString(c))
        .collect(Collectors.joining());
  }
}

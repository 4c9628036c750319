package dev.oopsight.query;

import dev.oopsight.diagnosis.KnownRule;
import dev.oopsight.diagnosis.RuleSummary;
import dev.oopsight.incident.FeedbackBook;
import dev.oopsight.trace.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The JSON of a rule: in a list as one flat row, alone with its text and its faults. */
final class RuleJson {

  private RuleJson() {}

  static void writeRow(JsonText json, KnownRule rule) {
    writeHead(json, rule);
    rule.summary().ifPresent(summary -> json.text("kinds", String.join(",", kinds(summary))));
    json.text("source", rule.origin().id())
        .number("faults", rule.faults().size())
        .number("fired", rule.fired())
        .number("breaks", rule.breaks())
        .text("href", "/api/v1/rules/" + URLEncoder.encode(rule.id(), StandardCharsets.UTF_8));
  }

  static void write(JsonText json, KnownRule rule, FeedbackBook.Score score) {
    writeHead(json, rule);
    rule.summary().ifPresent(summary -> json.texts("kinds", kinds(summary)));
    json.text("source", rule.origin().id())
        .flag("replaces", rule.replaces())
        .number("fired", rule.fired())
        .number("breaks", rule.breaks())
        .objects(
            "faults",
            rule.faults(),
            (row, fault) -> row.number("line", fault.line()).text("what", fault.what()))
        .object(
            "feedback",
            fields -> fields.number("right", score.right()).number("wrong", score.wrong()))
        .text("text", rule.text());
  }

  /** As it was written, for a person, beneath what is to be known of it. */
  static String text(KnownRule rule, FeedbackBook.Score score) {
    StringBuilder text = new StringBuilder("# ").append(rule.id());
    text.append(
        switch (rule.origin()) {
          case BUILT_IN -> ", built in";
          case DIRECTORY -> ", from a directory of the site";
          case TOPIC -> ", from the topic";
        });
    if (rule.replaces()) text.append(", in the place of a rule of the start");
    text.append('\n');
    if (score.right() + score.wrong() > 0) {
      text.append(
          "# called right %d times, wrong %d times\n".formatted(score.right(), score.wrong()));
    }
    if (rule.breaks() > 0) {
      text.append("# broke %d times while it judged\n".formatted(rule.breaks()));
    }
    rule.faults()
        .forEach(fault -> text.append("# line %d: %s\n".formatted(fault.line(), fault.what())));
    return text.append(rule.text()).append(rule.text().endsWith("\n") ? "" : "\n").toString();
  }

  private static void writeHead(JsonText json, KnownRule rule) {
    json.text("id", rule.id());
    rule.summary()
        .ifPresent(
            summary ->
                json.text("class", summary.classId())
                    .text("severity", summary.severity().id())
                    .text("title", summary.title()));
  }

  private static List<String> kinds(RuleSummary rule) {
    return rule.kinds().stream().map(Kind::id).sorted().toList();
  }
}

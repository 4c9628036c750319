package dev.oopsight.query;

import dev.oopsight.diagnosis.Evidence;
import dev.oopsight.theory.RiskOnHost;

/** The JSON of what a rule would blame on a host. */
final class RiskJson {

  private RiskJson() {}

  static void write(JsonText json, RiskOnHost at) {
    json.text("host", at.host().value())
        .text("rule", at.risk().rule())
        .text("class", at.risk().classId())
        .text("title", at.risk().title())
        .text("severity", at.risk().severity().id())
        .ratio("score", at.risk().score())
        .number("hosts_with", at.with())
        .number("failed_with", at.failedWith())
        .number("hosts_without", at.others())
        .number("failed_without", at.failedOthers())
        .objects(
            "settings",
            at.risk().settings(),
            (row, setting) -> row.text("key", setting.key()).text("value", setting.value()))
        .texts("says", at.risk().evidence().stream().map(Evidence::says).toList())
        .objects("remedies", at.risk().remedies(), IncidentJson::writeRemedy)
        .texts("references", at.risk().references());
  }
}

package dev.oopsight.query;

import dev.oopsight.theory.PrintSummary;
import dev.oopsight.theory.Share;
import dev.oopsight.theory.Spread;

/** The JSON of answers about many hosts: flat rows. Moments are RFC 3339 in UTC. */
final class FleetJson {

  private FleetJson() {}

  static void writePrint(JsonText json, PrintSummary print) {
    json.text("fingerprint", print.print().toString())
        .text("kind", print.newest().kind().id())
        .text("title", print.newest().title())
        .number("hosts", print.hosts())
        .number("new_hosts", print.newHosts());
    writeCounts(json, print);
    json.text("first_host", print.first().host().value())
        .text("first_kernel", print.kernels().keySet().stream().findFirst())
        .text("newest_id", print.newest().incident().toString())
        .text("href", "/api/v1/fingerprints/" + print.print());
  }

  /** One print, with the kernels under which it was seen. */
  static void writeWhole(JsonText json, PrintSummary print) {
    writePrint(json, print);
    json.objects(
        "kernels",
        print.kernels().entrySet(),
        (row, kernel) ->
            row.text("kernel", kernel.getKey())
                .moment("first_seen", kernel.getValue().firstSeen())
                .number("hosts", kernel.getValue().hosts()));
  }

  static void writeHost(JsonText json, PrintSummary host) {
    json.text("host", host.first().host().value());
    writeCounts(json, host);
    json.text("kernel", host.newest().kernel())
        .text("hardware", host.hardware())
        .text("newest_id", host.newest().incident().toString())
        .text("href", "/api/v1/incidents/" + host.newest().incident());
  }

  private static void writeCounts(JsonText json, PrintSummary print) {
    json.number("incidents", print.incidents())
        .number("printed", print.printed())
        .number("suppressed", print.suppressed())
        .moment("first_seen", print.first().firstAt())
        .moment("last_seen", print.lastSeen());
  }

  static void writeSpread(JsonText json, Spread spread) {
    json.text("verdict", spread.verdict().id())
        .text("says", SpreadWords.of(spread))
        .number("hosts", spread.affected())
        .number("known_hosts", spread.known())
        .number("incidents", spread.incidents())
        .number("compared_affected", spread.comparedAffected())
        .number("compared_others", spread.comparedOthers());
    spread.chance().ifPresent(chance -> json.fraction("chance", chance));
    json.fraction("least_chance", spread.least())
        .objects(
            "properties",
            spread.shares(),
            (row, share) -> writeShare(row, share, spread.binding().contains(share)));
  }

  private static void writeShare(JsonText json, Share share, boolean binds) {
    json.text("family", share.property().family().id())
        .text("name", share.property().name())
        .text("value", share.value())
        .number("affected_with", share.affectedWith())
        .number("affected_known", share.affectedKnown())
        .number("others_with", share.othersWith())
        .number("others_known", share.othersKnown())
        .fraction("chance", share.chance())
        .flag("binds", binds);
  }
}

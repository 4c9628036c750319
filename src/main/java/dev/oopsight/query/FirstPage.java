package dev.oopsight.query;

import dev.oopsight.config.SettingChange;
import dev.oopsight.incident.IncidentId;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The page at {@code /}: every host with its newest incident, without a script. */
final class FirstPage {

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Oopsight</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
      ul { list-style: none; padding: 0; }
      li { border-top: 1px solid color-mix(in srgb, currentColor 25%%, transparent); padding: .75rem 0; }
      h2 { font-size: 1rem; margin: 0; }
      p { margin: .15rem 0; overflow-wrap: anywhere; }
      .quiet { opacity: .75; font-size: .9rem; }
      a { padding: .25rem 0; margin-right: 1rem; }
      </style>
      </head>
      <body>
      <h1>Oopsight</h1>
      %s
      <p class="quiet"><a href="/openapi.json">API</a><a href="/metrics">Metrics</a><a href="/readyz">Readiness</a></p>
      </body>
      </html>
      """;

  private static final int MOST_CHANGES = 3;

  private FirstPage() {}

  /**
   * The page.
   *
   * @param mark what people said of an incident, in a word or two; empty where nothing
   */
  static String html(Answer<Page<HostSummary>> hosts, Function<IncidentId, String> mark) {
    String body =
        hosts.fold(
            found -> list(found.value(), mark),
            absent -> note(absent.what()),
            bad -> note(bad.why()),
            notReady -> note("Not ready yet: " + notReady.why()));
    return PAGE.formatted(body);
  }

  private static String list(Page<HostSummary> hosts, Function<IncidentId, String> mark) {
    if (hosts.items().isEmpty()) {
      return note("No host was heard yet. Lines of kernel logs in the input topic appear here.");
    }
    String rows = hosts.items().stream().map(host -> row(host, mark)).collect(Collectors.joining());
    return "<ul>\n" + rows + "</ul>\n" + (hosts.more() ? note("More hosts: see the API.") : "");
  }

  private static String row(HostSummary host, Function<IncidentId, String> mark) {
    String href = escaped(HostJson.href(host));
    return """
        <li>
        <h2>%s</h2>
        %s<p class="quiet">%s<a href="%s/incidents">%d %s</a><a href="%s/config">config</a></p>
        </li>
        """
        .formatted(
            escaped(host.host().value()),
            host.newest().map(newest -> newest(newest, mark)).orElse(""),
            host.lastHeard().map(at -> "last heard " + at + " ").orElse(""),
            href,
            host.incidents(),
            host.incidents() == 1 ? "incident" : "incidents",
            href);
  }

  private static String newest(HostSummary.Newest newest, Function<IncidentId, String> mark) {
    String href = "/api/v1/incidents/" + newest.id();
    return """
        <p><a href="%s?format=text">%s</a></p>
        <p class="quiet">%s <a href="%s">JSON</a>%s</p>
        %s"""
        .formatted(
            href,
            escaped(newest.title()),
            newest.firstAt(),
            href,
            escaped(mark.apply(newest.id())),
            changes(newest));
  }

  private static String changes(HostSummary.Newest newest) {
    if (newest.changedBefore().isEmpty()) return "";
    int more = newest.changedBefore().size() - MOST_CHANGES;
    String shown =
        newest.changedBefore().stream()
            .limit(MOST_CHANGES)
            .map(FirstPage::change)
            .collect(Collectors.joining(", "));
    return "<p class=\"quiet\">changed before: %s%s</p>\n"
        .formatted(escaped(shown), more > 0 ? " and " + more + " more" : "");
  }

  private static String change(SettingChange change) {
    return "%s %s \u2192 %s"
        .formatted(
            change.key(), change.before().orElse("not there"), change.after().orElse("gone"));
  }

  private static String note(String text) {
    return "<p>" + escaped(text) + "</p>\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

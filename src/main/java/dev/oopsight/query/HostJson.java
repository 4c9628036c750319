package dev.oopsight.query;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The JSON of a host's summary: one flat row. What is not known is left out. */
final class HostJson {

  private HostJson() {}

  static void write(JsonText json, HostSummary host) {
    json.text("host", host.host().value())
        .moment("last_heard", host.lastHeard())
        .moment("last_config", host.lastConfig())
        .number("incidents", host.incidents());
    host.newest()
        .ifPresent(
            newest ->
                json.text("newest_id", newest.id().toString())
                    .text("newest_kind", newest.kind().id())
                    .text("newest_title", newest.title())
                    .text("newest_function", newest.function())
                    .moment("newest_at", newest.firstAt()));
    json.text("href", href(host));
  }

  /** Where the host itself answers. */
  static String href(HostSummary host) {
    String name = URLEncoder.encode(host.host().value(), StandardCharsets.UTF_8);
    return "/api/v1/hosts/" + name.replace("+", "%20");
  }
}

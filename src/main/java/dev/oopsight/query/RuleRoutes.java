package dev.oopsight.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.diagnosis.KnownRule;
import dev.oopsight.diagnosis.LiveRules;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Optional;

/** The routes under {@code /api/v1/rules}: what judges on this instance. */
final class RuleRoutes {

  private final LiveRules rules;

  RuleRoutes(LiveRules rules) {
    this.rules = rules;
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/rules", this::rules);
    routes.get("/api/v1/rules/{rule}", this::rule);
  }

  private void rules(Context request) {
    Answer<List<KnownRule>> answer = new Parameters(request).ask(() -> Answer.found(rules.rules()));
    Replies.answer(
        request,
        answer,
        found ->
            Replies.envelope(
                found, json -> json.objects("data", found.value(), RuleJson::writeRow)));
  }

  private void rule(Context request) {
    Parameters given = new Parameters(request, "format");
    String format = given.oneOf("format", List.of("json", "text"));
    Answer<KnownRule> answer = given.ask(() -> named(request.pathParam("rule")));
    if (format.equals("json")) {
      Replies.one(request, answer, RuleJson::write);
    } else {
      Replies.problemUnlessFound(request, answer)
          .ifPresent(
              found ->
                  request
                      .contentType("text/plain; charset=utf-8")
                      .result(RuleJson.text(found.value()).getBytes(UTF_8)));
    }
  }

  private Answer<KnownRule> named(String id) {
    Optional<KnownRule> found = rules.rule(id);
    return found.isPresent() ? Answer.found(found.get()) : Answer.absent("there is no rule " + id);
  }
}

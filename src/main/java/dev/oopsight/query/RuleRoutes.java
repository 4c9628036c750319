package dev.oopsight.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.diagnosis.KnownRule;
import dev.oopsight.diagnosis.LiveRules;
import dev.oopsight.incident.FeedbackBook;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Optional;

/** The routes under {@code /api/v1/rules}: what judges on this instance. */
final class RuleRoutes {

  private final LiveRules rules;
  private final FeedbackBook feedback;

  RuleRoutes(SiteInput site) {
    rules = site.rules();
    feedback = site.feedback();
  }

  void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/rules", this::rules);
    routes.get("/api/v1/rules/{rule}", this::rule);
  }

  private void rules(Context request) {
    Answer<List<KnownRule>> answer = new Parameters(request).ask(() -> Answer.found(rules.rules()));
    Replies.fields(
        request, answer, (json, found) -> json.objects("data", found, RuleJson::writeRow));
  }

  private void rule(Context request) {
    Parameters given = new Parameters(request, "format");
    String format = given.oneOf("format", List.of("json", "text"));
    Answer<KnownRule> answer = given.ask(() -> named(request.pathParam("rule")));
    if (format.equals("json")) {
      Replies.one(
          request, answer, (json, rule) -> RuleJson.write(json, rule, feedback.scoreOf(rule.id())));
    } else {
      Replies.problemUnlessFound(request, answer)
          .ifPresent(
              found ->
                  request
                      .contentType("text/plain; charset=utf-8")
                      .result(
                          RuleJson.text(found.value(), feedback.scoreOf(found.value().id()))
                              .getBytes(UTF_8)));
    }
  }

  private Answer<KnownRule> named(String id) {
    Optional<KnownRule> found = rules.rule(id);
    return found.isPresent() ? Answer.found(found.get()) : Answer.absent("there is no rule " + id);
  }
}

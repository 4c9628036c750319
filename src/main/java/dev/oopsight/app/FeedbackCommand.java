package dev.oopsight.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feedback}: says something of an incident to a running instance. */
@Command(
    name = "feedback",
    description = {
      "Says something of an incident to a running instance: that it is known, until when",
      "nobody wants to hear of it, which rules explained it rightly or wrongly."
    },
    footer = {"", "For example: oopsight feedback ID --ack --note 'see the ticket'"},
    mixinStandardHelpOptions = true)
final class FeedbackCommand implements Callable<Integer> {

  private static final Pattern ID = Pattern.compile("[0-9A-Fa-f-]{36}");
  private static final int ACCEPTED = 202;

  @Parameters(paramLabel = "ID", description = "The incident's id.")
  private String id;

  @Option(names = "--ack", negatable = true, description = "It is known; --no-ack takes that back.")
  private Boolean ack;

  @Option(
      names = "--mute-until",
      paramLabel = "T",
      description = "Muted until then, RFC 3339 or seconds since 1970; still published.")
  private String muteUntil;

  @Option(names = "--unmute", description = "Not muted any more.")
  private boolean unmute;

  @Option(names = "--right", paramLabel = "RULE", description = "This rule explained it rightly.")
  private List<String> right = List.of();

  @Option(names = "--wrong", paramLabel = "RULE", description = "This rule explained it wrongly.")
  private List<String> wrong = List.of();

  @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
  private String note;

  @Option(
      names = "--by",
      defaultValue = "${sys:user.name}",
      paramLabel = "NAME",
      description = "Who says it (default: ${DEFAULT-VALUE}).")
  private String by;

  @Option(
      names = "--about",
      defaultValue = "incident",
      paramLabel = "WHAT",
      description = "incident, or all incidents of its fingerprint: site or mechanism.")
  private String about;

  @Mixin private ServerOptions server;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (!ID.matcher(id).matches()) throw wrongUsage(id + " is no incident's id: it is a UUID");
    if (muteUntil != null && unmute) throw wrongUsage("--mute-until and --unmute contradict");
    boolean says =
        ack != null || muteUntil != null || unmute || !right.isEmpty() || !wrong.isEmpty();
    if (!says) throw wrongUsage("say something: --ack, --mute-until, --unmute, --right or --wrong");
    ApiClient.Reply reply =
        server.client().post(ApiPath.of("incidents/" + id + "/feedback"), body());
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        reply.status() == ACCEPTED
            ? "oopsight: it is written, and shown soon"
            : "oopsight: it is written");
    return Main.DONE;
  }

  private String body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("by", by).put("about", about);
    if (note != null) body.put("note", note);
    if (ack != null) body.put("ack", ack);
    if (muteUntil != null) body.put("mute_until", muteUntil);
    if (unmute) body.putNull("mute_until");
    right.forEach(body.withArray("/right")::add);
    wrong.forEach(body.withArray("/wrong")::add);
    return body.toString();
  }

  private ParameterException wrongUsage(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}

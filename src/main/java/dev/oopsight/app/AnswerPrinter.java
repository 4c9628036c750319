package dev.oopsight.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Optional;

/** Prints an answer in JSON as a table, and says what is not in it. */
final class AnswerPrinter {

  private final PrintWriter out;
  private final PrintWriter err;
  private final Optional<Screen> screen;

  /**
   * Prints nothing yet.
   *
   * @param screen where a person reads it: the main columns, aligned; else all, parted by tabs
   */
  AnswerPrinter(PrintWriter out, PrintWriter err, Optional<Screen> screen) {
    this.out = out;
    this.err = err;
    this.screen = screen;
  }

  void print(ApiClient.Reply reply, ApiPath asked) {
    JsonNode envelope = reply.json();
    JsonNode data = envelope.path("data");
    if (data.isMissingNode()) {
      out.println(reply.body());
    } else if (data.isEmpty()) {
      say("nothing found");
    } else {
      TextTable table = AnswerTable.of(data, screen.isEmpty());
      screen.ifPresentOrElse(wide -> table.printAligned(out, wide), () -> table.printTabbed(out));
      out.flush();
    }
    if (envelope.path("partial").asBoolean()) {
      say(
          "partitions "
              + envelope.path("missing_partitions")
              + " cannot be asked, the rest is here");
    }
    if (envelope.has("next")) {
      say("more follows: oopsight query '" + asked.after(envelope.path("next").asText()) + "'");
    }
  }

  private void say(String words) {
    err.println("oopsight: " + words);
  }
}

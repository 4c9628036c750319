package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commonest questions in words, beside paths of the API.
 *
 * <pre>{@code
 * incidents --host web1                   ->  /api/v1/hosts/web1/incidents
 * why ID                                  ->  /api/v1/incidents/ID
 * config web1 --as-of 2009-06-25T03:12Z   ->  /api/v1/hosts/web1/config?asOf=2009-06-25T03:12Z
 * diff web1 web2                          ->  /api/v1/diff?a=web1&b=web2
 * }</pre>
 */
final class TypedQuestion {

  private TypedQuestion() {}

  /**
   * The path that answers.
   *
   * @throws IllegalArgumentException where the words are no question: it says what is
   */
  static ApiPath of(List<String> words, Optional<String> host, Optional<String> asOf) {
    String first = words.get(0);
    List<String> query = new ArrayList<>();
    String path =
        switch (first) {
          case "why" -> "incidents/" + segment(word(words, "why ID"));
          case "config", "changes", "timeline", "silence" ->
              "hosts/" + segment(word(words, first + " HOST")) + "/" + first;
          case "risk" -> words.size() == 1 ? "risk" : "hosts/" + segment(words.get(1)) + "/risk";
          case "diff" -> {
            if (words.size() != 3) throw new IllegalArgumentException("say: query diff HOST HOST");
            query.add("a=" + segment(words.get(1)));
            query.add("b=" + segment(words.get(2)));
            yield "diff";
          }
          case "incidents" ->
              host.map(h -> "hosts/" + segment(h) + "/incidents").orElse("incidents");
          default -> first;
        };
    check(words, first, host, asOf);
    asOf.ifPresent(moment -> query.add("asOf=" + segment(moment)));
    return ApiPath.of(query.isEmpty() ? path : path + "?" + String.join("&", query));
  }

  private static void check(
      List<String> words, String first, Optional<String> host, Optional<String> asOf) {
    int most =
        switch (first) {
          case "diff" -> 3;
          case "why", "config", "changes", "timeline", "risk", "silence" -> 2;
          default -> 1;
        };
    if (words.size() > most) {
      throw new IllegalArgumentException("too much: \"" + words.get(most) + "\" is not expected");
    }
    if (host.isPresent() && !first.equals("incidents")) {
      throw new IllegalArgumentException("--host goes with: query incidents --host HOST");
    }
    if (asOf.isPresent() && !List.of("config", "diff").contains(first)) {
      throw new IllegalArgumentException("--as-of goes with: query config HOST, query diff A B");
    }
  }

  private static String word(List<String> words, String form) {
    if (words.size() < 2) throw new IllegalArgumentException("say: query " + form);
    return words.get(1);
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}

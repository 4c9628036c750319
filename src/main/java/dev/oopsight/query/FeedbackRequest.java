package dev.oopsight.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.oopsight.incident.Feedback;
import dev.oopsight.incident.FeedbackBook;
import dev.oopsight.incident.KernelIncident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One thing or several that somebody says of an incident.
 *
 * <pre>{@code
 * {"by":"ann","note":"known, see the ticket","ack":true,"mute_until":"2026-12-01T00:00:00Z",
 *  "right":["slub-order1-no-fallback"],"wrong":[],"about":"site"}
 * }</pre>
 *
 * <p>Shape: {@code by} (which may be left out where the user is known) and at least one of {@code
 * ack} (false takes it back), {@code mute_until} (null takes it back), {@code right} and {@code
 * wrong}; {@code about} is {@code incident} unless said. Errors: none are thrown; {@link #faults}
 * has what is wrong, and then the rest is worthless.
 */
final class FeedbackRequest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FIELDS =
      new TreeSet<>(Set.of("by", "note", "ack", "mute_until", "right", "wrong", "about"));
  private static final List<String> ABOUT = List.of("incident", "site", "mechanism");

  private final List<String> faults = new ArrayList<>();
  private final JsonNode root;
  private String about = "incident";
  private Optional<Feedback.Said> said = Optional.empty();
  private Optional<Instant> until = Optional.empty();

  /**
   * Reads it.
   *
   * @param user who is known to say it; who it is said for may be named beside
   */
  FeedbackRequest(String body, Optional<String> user, Instant now) {
    root = root(body);
    if (faults.isEmpty()) read(user, now);
  }

  private JsonNode root(String body) {
    try {
      JsonNode read = JSON.readTree(body);
      if (read != null && read.isObject()) return read;
    } catch (JsonProcessingException e) {
      // Told below.
    }
    faults.add("the body must be a JSON object with the fields " + FIELDS);
    return JSON.createObjectNode();
  }

  private void read(Optional<String> user, Instant now) {
    root.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name))
                faults.add("unknown field " + name + "; known: " + FIELDS);
            });
    about = root.path("about").asText("incident");
    if (!ABOUT.contains(about)) faults.add("about must be one of " + ABOUT);
    String by = by(user);
    String note = root.has("note") ? text("note", Feedback.LONGEST_NOTE) : "";
    if (root.has("ack") && !root.path("ack").isBoolean()) faults.add("ack must be true or false");
    if (root.path("mute_until").isTextual()) until = until(now);
    else if (root.has("mute_until") && !root.path("mute_until").isNull()) {
      faults.add("mute_until must be a text or null");
    }
    boolean saysSomething = root.has("ack") || root.has("mute_until");
    for (String verdict : List.of("right", "wrong")) {
      saysSomething |= !root.path(verdict).isEmpty();
      rules(verdict);
    }
    if (!saysSomething) faults.add("nothing is said: give ack, mute_until, right or wrong");
    if (faults.isEmpty()) {
      said =
          Optional.of(
              new Feedback.Said(by, now, Optional.of(note).filter(text -> !text.isEmpty())));
    }
  }

  private String by(Optional<String> user) {
    if (user.isEmpty()) return text("by", Feedback.LONGEST_BY);
    if (!root.has("by") || root.path("by").asText().equals(user.get())) return user.get();
    String beside = " (by " + user.get() + ")";
    return text("by", Feedback.LONGEST_BY - beside.length()) + beside;
  }

  private Optional<Instant> until(Instant now) {
    Optional<Instant> moment = Parameters.instant(root.path("mute_until").asText());
    if (moment.filter(now::isBefore).isEmpty()) {
      faults.add("mute_until must be a moment to come, as an RFC 3339 time");
    }
    return moment;
  }

  private String text(String name, int longest) {
    String text = root.path(name).asText("");
    boolean fits = root.path(name).isTextual() && !text.isBlank() && text.length() <= longest;
    if (!fits) faults.add(name + " must be a text of 1 to " + longest + " characters");
    return text;
  }

  private List<String> rules(String verdict) {
    List<String> rules = new ArrayList<>();
    JsonNode list = root.path(verdict);
    boolean fits =
        list.isMissingNode() || (list.isArray() && list.size() <= Feedback.MOST_VERDICTS);
    for (JsonNode rule : list) {
      String id = rule.asText("");
      fits &= rule.isTextual() && !id.isBlank() && id.length() <= Feedback.LONGEST_RULE;
      rules.add(id);
    }
    if (!fits) faults.add(verdict + " must be a list of rule ids");
    return rules;
  }

  List<String> faults() {
    return faults;
  }

  /** What it is about. */
  String key(KernelIncident incident) {
    return switch (about) {
      case "site" -> FeedbackBook.key(incident.fingerprints().site());
      case "mechanism" -> FeedbackBook.key(incident.fingerprints().mechanism());
      default -> FeedbackBook.key(incident.id());
    };
  }

  /** What was said before, and this. */
  Feedback on(Feedback before) {
    Feedback.Said now = said.orElseThrow();
    Feedback after = before;
    if (root.has("ack")) {
      after = after.withAck(root.path("ack").asBoolean() ? said : Optional.empty());
    }
    if (root.has("mute_until")) after = after.withMute(until.map(t -> new Feedback.Mute(t, now)));
    for (String rule : rules("right")) {
      after = after.withVerdict(new Feedback.Verdict(rule, true, now));
    }
    for (String rule : rules("wrong")) {
      after = after.withVerdict(new Feedback.Verdict(rule, false, now));
    }
    return after;
  }
}

package dev.oopsight.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.oopsight.incident.Feedback;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Feedback as it lies in its topic: all that is said under one key.
 *
 * <pre>{@code
 * {"ack":{"by":"ann","at":"2026-11-23T09:00:00Z","note":"known, see the ticket"},
 *  "mute":{"until":"2026-12-01T00:00:00Z","by":"ann","at":"2026-11-23T09:00:00Z"},
 *  "verdicts":[{"rule":"slub-order1-no-fallback","right":true,"by":"bob","at":"2026-11-23T09:30:00Z"}]}
 * }</pre>
 *
 * <p>Shape: one object; {@code ack}, {@code mute}, {@code verdicts} and each {@code note} may be
 * missing, and nothing else may be there. Errors: none are thrown; each fault is told, and then
 * there is no feedback.
 */
public final class FeedbackJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int LONGEST = 256 << 10;

  private final Consumer<String> fault;
  private boolean sound = true;

  private FeedbackJson(Consumer<String> fault) {
    this.fault = fault;
  }

  /**
   * Reads one value.
   *
   * @param fault told each fault, in one line
   * @return empty where there is any
   */
  public static Optional<Feedback> read(String text, Consumer<String> fault) {
    if (text.length() > LONGEST) {
      fault.accept("longer than any feedback");
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.readTree(text);
      if (root == null || !root.isObject()) {
        fault.accept("this is no JSON object");
        return Optional.empty();
      }
      FeedbackJson reader = new FeedbackJson(fault);
      Optional<Feedback> read = reader.feedback(root);
      return reader.sound ? read : Optional.empty();
    } catch (JsonProcessingException e) {
      fault.accept("this is not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
      return Optional.empty();
    }
  }

  private Optional<Feedback> feedback(JsonNode root) {
    allow(root, "it", Set.of("ack", "mute", "verdicts"));
    Optional<Feedback.Said> ack = part(root, "ack").flatMap(node -> said(node, "ack", Set.of()));
    Optional<Feedback.Mute> mute = part(root, "mute").flatMap(this::mute);
    List<Feedback.Verdict> verdicts = new ArrayList<>();
    JsonNode list = root.path("verdicts");
    if (!list.isMissingNode() && !list.isArray()) fault("verdicts must be a list");
    if (list.size() > Feedback.MOST_VERDICTS) {
      fault("more than " + Feedback.MOST_VERDICTS + " verdicts");
      return Optional.empty();
    }
    list.forEach(node -> verdict(node).ifPresent(verdicts::add));
    return Optional.of(new Feedback(ack, mute, verdicts));
  }

  private Optional<JsonNode> part(JsonNode root, String name) {
    return root.has(name) ? Optional.of(root.get(name)) : Optional.empty();
  }

  private Optional<Feedback.Mute> mute(JsonNode node) {
    Optional<Feedback.Said> said = said(node, "mute", Set.of("until"));
    Optional<Instant> until = moment(node, "mute.until", "until");
    return said.isPresent() && until.isPresent()
        ? Optional.of(new Feedback.Mute(until.get(), said.get()))
        : Optional.empty();
  }

  private Optional<Feedback.Verdict> verdict(JsonNode node) {
    Optional<Feedback.Said> said = said(node, "verdicts", Set.of("rule", "right"));
    Optional<String> rule = text(node, "verdicts.rule", "rule", Feedback.LONGEST_RULE);
    if (!node.path("right").isBoolean()) fault("verdicts.right must be true or false");
    return said.isPresent() && rule.isPresent()
        ? Optional.of(new Feedback.Verdict(rule.get(), node.path("right").asBoolean(), said.get()))
        : Optional.empty();
  }

  private Optional<Feedback.Said> said(JsonNode node, String what, Set<String> others) {
    if (!node.isObject()) {
      fault(what + " must be an object");
      return Optional.empty();
    }
    Set<String> known = new TreeSet<>(Set.of("by", "at", "note"));
    known.addAll(others);
    allow(node, what, known);
    Optional<String> by = text(node, what + ".by", "by", Feedback.LONGEST_BY);
    Optional<Instant> at = moment(node, what + ".at", "at");
    Optional<String> note =
        node.has("note")
            ? text(node, what + ".note", "note", Feedback.LONGEST_NOTE)
            : Optional.empty();
    return by.isPresent() && at.isPresent()
        ? Optional.of(new Feedback.Said(by.get(), at.get(), note))
        : Optional.empty();
  }

  private Optional<String> text(JsonNode node, String where, String name, int longest) {
    JsonNode value = node.path(name);
    boolean fits =
        value.isTextual() && !value.asText().isBlank() && value.asText().length() <= longest;
    if (!fits) fault(where + " must be a text of 1 to " + longest + " characters");
    return fits ? Optional.of(value.asText()) : Optional.empty();
  }

  private Optional<Instant> moment(JsonNode node, String where, String name) {
    try {
      return Optional.of(OffsetDateTime.parse(node.path(name).asText()).toInstant());
    } catch (DateTimeException e) {
      fault(where + " must be an RFC 3339 time such as 2026-11-23T09:00:00Z");
      return Optional.empty();
    }
  }

  private void allow(JsonNode node, String what, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                fault("%s has %s, and may have %s".formatted(what, name, new TreeSet<>(known)));
              }
            });
  }

  private void fault(String what) {
    sound = false;
    fault.accept(what);
  }

  /** Writes what {@link #read} reads. */
  public static String write(Feedback feedback) {
    ObjectNode root = JSON.createObjectNode();
    feedback.ack().ifPresent(ack -> said(root.putObject("ack"), ack));
    feedback
        .mute()
        .ifPresent(
            mute ->
                said(root.putObject("mute").put("until", mute.until().toString()), mute.said()));
    if (!feedback.verdicts().isEmpty()) {
      var list = root.putArray("verdicts");
      feedback
          .verdicts()
          .forEach(
              verdict ->
                  said(
                      list.addObject().put("rule", verdict.rule()).put("right", verdict.right()),
                      verdict.said()));
    }
    return root.toString();
  }

  private static void said(ObjectNode node, Feedback.Said said) {
    node.put("by", said.by()).put("at", said.at().toString());
    said.note().ifPresent(note -> node.put("note", note));
  }
}

package dev.oopsight.incident;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What people said of one incident, or of all incidents of one fingerprint. It changes nothing of
 * what is published; it is shown with it.
 *
 * @param ack that somebody knows of it
 * @param mute until when nobody wants to hear of it
 * @param verdicts on rules that explained it, at most {@link #MOST_VERDICTS}; one a rule and person
 */
public record Feedback(Optional<Said> ack, Optional<Mute> mute, List<Verdict> verdicts) {

  /** Nobody said anything. */
  public static final Feedback NONE = new Feedback(Optional.empty(), Optional.empty(), List.of());

  public static final int MOST_VERDICTS = 64;
  public static final int LONGEST_BY = 100;
  public static final int LONGEST_NOTE = 1_000;
  public static final int LONGEST_RULE = 200;

  /**
   * Who said it, and when.
   *
   * @param by a person or a program, 1 to {@value Feedback#LONGEST_BY} characters
   * @param at when
   * @param note why, at most {@value Feedback#LONGEST_NOTE} characters
   */
  public record Said(String by, Instant at, Optional<String> note) {
    public Said {
      requireNonNull(at);
      if (by.isBlank() || by.length() > LONGEST_BY) throw new IllegalArgumentException("by " + by);
      if (note.filter(text -> text.length() > LONGEST_NOTE).isPresent()) {
        throw new IllegalArgumentException("a note that is too long");
      }
    }
  }

  /**
   * That nobody wants to hear of it.
   *
   * @param until by the clock of whoever looks
   */
  public record Mute(Instant until, Said said) {
    public Mute {
      requireNonNull(until);
      requireNonNull(said);
    }
  }

  /**
   * Whether a rule's explanation was right.
   *
   * @param rule its id
   */
  public record Verdict(String rule, boolean right, Said said) {
    public Verdict {
      requireNonNull(said);
      if (rule.isBlank() || rule.length() > LONGEST_RULE) {
        throw new IllegalArgumentException("rule " + rule);
      }
    }

    private boolean isOfTheSame(Verdict other) {
      return rule.equals(other.rule) && said.by().equals(other.said.by());
    }
  }

  public Feedback {
    requireNonNull(ack);
    requireNonNull(mute);
    verdicts = List.copyOf(verdicts);
    if (verdicts.size() > MOST_VERDICTS) {
      throw new IllegalArgumentException(verdicts.size() + " verdicts");
    }
  }

  /** The same, acknowledged by somebody or, where empty, by nobody. */
  public Feedback withAck(Optional<Said> said) {
    return new Feedback(said, mute, verdicts);
  }

  /** The same, muted or, where empty, not. */
  public Feedback withMute(Optional<Mute> until) {
    return new Feedback(ack, until, verdicts);
  }

  /** The same with a verdict in the place of what that person said of that rule before. */
  public Feedback withVerdict(Verdict verdict) {
    List<Verdict> all = new ArrayList<>(verdicts);
    all.removeIf(verdict::isOfTheSame);
    all.add(verdict);
    int tooMany = Math.max(0, all.size() - MOST_VERDICTS);
    return new Feedback(ack, mute, all.subList(tooMany, all.size()));
  }

  /** Both together: the newest acknowledgement, the longest mute, and all verdicts that fit. */
  public Feedback and(Feedback other) {
    return new Feedback(
        Stream.of(ack, other.ack)
            .flatMap(Optional::stream)
            .max(java.util.Comparator.comparing(Said::at)),
        Stream.of(mute, other.mute)
            .flatMap(Optional::stream)
            .max(java.util.Comparator.comparing(Mute::until)),
        Stream.of(verdicts, other.verdicts).flatMap(List::stream).limit(MOST_VERDICTS).toList());
  }

  /** The mute that holds at that moment. */
  public Optional<Mute> muteAt(Instant now) {
    return mute.filter(m -> m.until().isAfter(now));
  }
}

package dev.oopsight.incident;

import dev.oopsight.fingerprint.Fingerprint;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * All feedback there is, by what it is about: an incident's id or a fingerprint. Threads may share
 * it.
 */
public final class FeedbackBook {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern PRINT = Pattern.compile("(?:site|mechanism)-\\d{1,4}-[0-9a-f]{16}");

  private final Map<String, Feedback> byKey = new ConcurrentHashMap<>();
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong changes = new AtomicLong();

  private record Waiting(String key, Feedback feedback, CompletableFuture<Void> done) {}

  /**
   * How often a rule was called right, and wrong.
   *
   * @param right times, from 0
   * @param wrong times, from 0
   */
  public record Score(long right, long wrong) {}

  /** Whether feedback can be about that: an incident's id or a fingerprint, as they are printed. */
  public static boolean isKey(String text) {
    return ID.matcher(text).matches() || PRINT.matcher(text).matches();
  }

  /** The key of what is said about one incident. */
  public static String key(IncidentId incident) {
    return incident.toString();
  }

  /** The key of what is said about all incidents of a fingerprint. */
  public static String key(Fingerprint fingerprint) {
    return fingerprint.toString();
  }

  /** Keeps what is said under a key, in the place of what was. */
  public void put(String key, Feedback feedback) {
    byKey.put(key, feedback);
    tell();
  }

  /** Forgets what was said under a key. */
  public void remove(String key) {
    byKey.remove(key);
    tell();
  }

  /** A number that is another after each change; what changed before it is read can be seen. */
  public long changes() {
    return changes.get();
  }

  private void tell() {
    changes.incrementAndGet();
    complete();
  }

  private void complete() {
    for (Waiting one : waiting) {
      if (under(one.key()).equals(one.feedback())) one.done().complete(null);
    }
    waiting.removeIf(one -> one.done().isDone());
  }

  /** What is said under that key alone. */
  public Feedback under(String key) {
    return byKey.getOrDefault(key, Feedback.NONE);
  }

  /** What is said about an incident: about itself, its site and its mechanism. */
  public Feedback on(KernelIncident incident) {
    return under(key(incident.id()))
        .and(under(key(incident.fingerprints().site())))
        .and(under(key(incident.fingerprints().mechanism())));
  }

  /** What people said of a rule. */
  public Score scoreOf(String rule) {
    List<Boolean> said =
        byKey.values().stream()
            .flatMap(feedback -> feedback.verdicts().stream())
            .filter(verdict -> verdict.rule().equals(rule))
            .map(Feedback.Verdict::right)
            .toList();
    long right = said.stream().filter(r -> r).count();
    return new Score(right, said.size() - right);
  }

  /** Done as soon as that stands under the key; whoever does not wait for it cancels it. */
  public CompletableFuture<Void> shown(String key, Feedback feedback) {
    Waiting one = new Waiting(key, feedback, new CompletableFuture<>());
    waiting.add(one);
    complete();
    return one.done();
  }
}

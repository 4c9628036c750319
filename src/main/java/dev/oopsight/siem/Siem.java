package dev.oopsight.siem;

import dev.oopsight.diagnosis.Finding;
import dev.oopsight.diagnosis.Severity;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.EventTime;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.OomVictim;
import dev.oopsight.trace.Task;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What every encoding says of an incident, in whatever words. */
final class Siem {

  static final String VENDOR = "Oopsight";
  static final String PRODUCT = "Oopsight";

  private static final Pattern BOOT_ID =
      Pattern.compile("([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})");

  private Siem() {}

  static Optional<Finding> likeliest(KernelIncident incident) {
    return incident.diagnosis().findings().stream().findFirst();
  }

  /** The class of the likeliest finding; where no rule applies, the kind. */
  static String code(KernelIncident incident) {
    return likeliest(incident).map(Finding::classId).orElse(incident.trace().kind().id());
  }

  /** One sentence why. */
  static String reason(KernelIncident incident) {
    return likeliest(incident).map(Finding::explanation).orElse(incident.trace().title());
  }

  static String action(KernelIncident incident) {
    return incident.change() == KernelIncident.Change.OPENED
        ? "kernel-incident-opened"
        : "kernel-incident-updated";
  }

  /** 1 to 100: low, medium, high and critical as in Elastic's own detection rules. */
  static int risk(Severity severity) {
    return switch (severity) {
      case INFO -> 1;
      case LOW -> 21;
      case MEDIUM -> 47;
      case HIGH -> 73;
      case CRITICAL -> 99;
    };
  }

  /** 1 to 10: in CEF up to 3 is low, up to 6 medium, up to 8 high; LEEF knows no words. */
  static int severityOfTen(KernelIncident incident) {
    return switch (incident.severity()) {
      case INFO -> 1;
      case LOW -> 3;
      case MEDIUM -> 5;
      case HIGH -> 8;
      case CRITICAL -> 10;
    };
  }

  /** Where to read on: a URL; other references stand with their finding. */
  static Optional<String> link(KernelIncident incident) {
    return likeliest(incident).stream()
        .flatMap(f -> f.references().stream())
        .filter(r -> r.startsWith("https://") || r.startsWith("http://"))
        .findFirst();
  }

  /** As the kernel prints it, with dashes; a boot known by its beginning alone has none. */
  static Optional<String> bootId(KernelIncident incident) {
    var id = BOOT_ID.matcher(incident.boot().value());
    return id.matches() ? Optional.of(id.replaceFirst("$1-$2-$3-$4-$5")) : Optional.empty();
  }

  /** Whom it struck; the task that an interrupt ran on top of is a bystander. */
  static Optional<Task> struck(KernelTrace trace) {
    if (trace.detail() instanceof Detail.OomKill kill) return kill.victim().map(OomVictim::task);
    return Facts.interrupted(trace) ? Optional.empty() : trace.task();
  }

  /** The main stack, a line a frame; empty where none was printed. */
  static Optional<String> stackTrace(KernelTrace trace) {
    if (trace.frames().isEmpty()) return Optional.empty();
    return Optional.of(trace.frames().stream().map(Siem::line).collect(Collectors.joining("\n")));
  }

  private static String line(Frame frame) {
    return (frame.reliable() ? "" : "? ") + StackText.location(frame);
  }

  /** Milliseconds since 1970. */
  static long millis(EventTime time) {
    return time.at().toEpochMilli();
  }

  /** Occurrences, printed or not, as many as 32 bits hold: others' counts have no more. */
  static long count(KernelIncident incident) {
    long all = incident.printed() + incident.suppressed();
    return all < 0 || all > Integer.MAX_VALUE ? Integer.MAX_VALUE : all;
  }
}

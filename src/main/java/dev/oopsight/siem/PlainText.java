package dev.oopsight.siem;

import dev.oopsight.config.Setting;
import dev.oopsight.config.SettingChange;
import dev.oopsight.diagnosis.Finding;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.KernelIncident.ConfigBasis;
import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.KernelTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An incident as a person wants to read it in a terminal: what happened, where and when, on which
 * config, why, and what to do. 96 columns, no colours, the same text for the same incident.
 */
public final class PlainText {

  private static final int MOST_OTHER_STACKS = 4;

  private final KernelIncident incident;
  private final KernelTrace trace;
  private final Page page = new Page();

  private PlainText(KernelIncident incident) {
    this.incident = incident;
    this.trace = incident.trace();
  }

  /** One incident; ends with a newline. */
  public static String of(KernelIncident incident) {
    return new PlainText(incident).write();
  }

  /** Several, in their order, parted by empty lines. */
  public static String of(Collection<KernelIncident> incidents) {
    return incidents.stream().map(PlainText::of).collect(Collectors.joining("\n\n"));
  }

  private String write() {
    headline();
    new Facts(incident, page).write();
    callTraces();
    config();
    changes();
    findings();
    defects();
    ids();
    return page.toString();
  }

  private void headline() {
    page.ends(
        trace.kind().id() + " on " + incident.host(), "severity: " + incident.severity().id());
    page.wrapped("", trace.title());
    page.rule();
  }

  private void callTraces() {
    int others = 0;
    for (CallTrace callTrace : trace.callTraces()) {
      if (callTrace.role() == CallTrace.Role.OTHER && ++others > MOST_OTHER_STACKS) continue;
      new StackText(callTrace, trace.guilty(), page).write();
    }
    if (others > MOST_OTHER_STACKS) {
      page.blank();
      page.line("  and " + Words.count(others - MOST_OTHER_STACKS, "more stack") + " of others");
    }
    if (trace.callTraces().isEmpty()) page.heading("Call trace: none printed");
  }

  private void config() {
    page.heading(
        switch (incident.configBasis()) {
          case AS_OF -> "Config as of then" + moment();
          case OBSERVED_AFTER -> "Config first seen within the hour after (a hint, not evidence)";
          case NONE -> "Config as of then: nothing is known";
        });
    incident.config().forEach(this::setting);
    if (incident.configBasis() == ConfigBasis.NONE) {
      page.wrapped(
          "  ",
          "With it more can be told: publish snapshots of it, or give explain what sysctl -a,"
              + " ethtool -k and the like print, with --config.");
    } else if (incident.config().isEmpty()) {
      page.line("  known, but no rule looked at any of it");
    }
  }

  private String moment() {
    return incident.firstAt().quality().isWallClock()
        ? " (" + Words.toTheMinute(incident.firstAt().at()) + ")"
        : "";
  }

  private void setting(Setting setting) {
    page.wrapped("  ", setting.key() + " = " + setting.value());
    page.wrapped("      ", when(setting));
  }

  private static String when(Setting setting) {
    // A snapshot without a time holds for the whole log; its versions begin with 1970.
    if (setting.since().equals(Instant.EPOCH)) return "a snapshot without a time, taken as of then";
    String since = "first seen " + Words.toTheMinute(setting.since());
    String seen = "last seen " + Words.toTheMinute(setting.confirmedAt());
    return since + ", " + seen + (setting.stale() ? " (STALE: over 24 h old)" : "");
  }

  private void changes() {
    Optional<Instant> booted = incident.bootedLately();
    if (incident.changedBefore().isEmpty() && booted.isEmpty()) return;
    page.heading("Changed before");
    booted.ifPresent(
        at -> page.line("  the host was booted " + Words.toTheMinute(at) + before(at)));
    incident.changedBefore().forEach(this::change);
    incident.cuts().stream()
        .filter(cut -> cut.list().equals(KernelIncident.CHANGED_BEFORE))
        .map(cut -> cut.length() - incident.changedBefore().size())
        .forEach(more -> page.line("  and " + Words.count(more, "more setting")));
  }

  private void change(SettingChange change) {
    page.wrapped(
        "  ",
        "%s: %s -> %s"
            .formatted(
                change.key(), change.before().orElse("not there"), change.after().orElse("gone")));
    page.wrapped(
        "      ",
        "seen between "
            + Words.toTheMinute(change.lastBefore())
            + " and "
            + Words.toTheMinute(change.firstAfter())
            + before(change.firstAfter()));
  }

  private String before(Instant moment) {
    Duration before = Duration.between(moment, incident.firstAt().at());
    return before.toMinutes() == 0 ? ", just before" : ", " + Words.span(before) + " before";
  }

  private void findings() {
    List<Finding> findings = incident.diagnosis().findings();
    page.heading(
        findings.isEmpty() ? "Explanations: no rule applies" : "Explanations, likeliest first");
    int rank = 1;
    for (Finding finding : findings) new FindingText(rank++, finding, page).write();
  }

  private void defects() {
    if (trace.defects().isEmpty() && !incident.text().isCut()) return;
    page.heading("What is wrong with the text of this trace");
    for (Defect defect : trace.defects()) {
      page.wrapped("  ", defect.id() + ": " + Words.defect(defect));
    }
    if (incident.text().isCut()) {
      page.wrapped("  ", "Only the first part of " + incident.text().bytes() + " bytes was kept.");
    }
  }

  private void ids() {
    page.heading("Ids");
    page.fact("incident", incident.id() + ", revision " + revision());
    page.fact("mechanism", incident.fingerprints().mechanism().toString());
    page.fact("site", incident.fingerprints().site().toString());
    page.fact("source", source());
    page.fact("rules", incident.diagnosis().ruleSet());
  }

  private String revision() {
    return incident.revision() + " (" + Words.change(incident.change()) + ")";
  }

  private String source() {
    return incident
        .source()
        .position()
        .map(
            p ->
                "topic %s, partition %d, offset %d, "
                    .formatted(p.topic(), p.partition(), p.offset()))
        .orElse("")
        .concat("read as " + incident.source().format());
  }
}

package dev.oopsight.siem;

import dev.oopsight.config.Setting;
import dev.oopsight.config.SettingChange;
import dev.oopsight.diagnosis.Evidence;
import dev.oopsight.diagnosis.Finding;
import dev.oopsight.diagnosis.MissingEvidence;
import dev.oopsight.diagnosis.Remedy;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.KernelTime;
import dev.oopsight.log.Source;
import dev.oopsight.trace.Components;
import dev.oopsight.trace.Defect;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.GfpMask;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Taint;
import dev.oopsight.trace.Task;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What ECS has no field for: the {@code kernel} object of {@link EcsIncident}. */
final class KernelFields {

  private final KernelIncident incident;
  private final KernelTrace trace;
  private final JsonFields json;

  KernelFields(KernelIncident incident, JsonFields json) {
    this.incident = incident;
    this.trace = incident.trace();
    this.json = json;
  }

  void write() {
    json.text("kind", trace.kind().id());
    json.text("class", trace.kind().incidentClass().id());
    json.text("function", trace.guilty().map(Frame::function));
    json.text("module", trace.guilty().flatMap(Frame::module));
    json.text("taint", trace.taint().map(Taint::letters));
    json.texts("taint_flags", taintFlags());
    json.text("hardware", trace.hardware());
    json.number("cpu", trace.cpu());
    trace.task().ifPresent(this::task);
    detail(trace.detail());
    json.object("frames", j -> frames());
    json.texts("defects", trace.defects().stream().map(Defect::id).toList());
    json.object("fingerprint", j -> fingerprints());
    json.text("boot", incident.boot().value());
    json.object("time", j -> time());
    json.text("change", incident.change().id());
    json.number("printed_count", incident.printed());
    json.number("suppressed_count", incident.suppressed());
    json.text("config_basis", incident.configBasis().id());
    json.objects("config", incident.config(), this::setting);
    json.objects("changed_before", incident.changedBefore(), this::change);
    incident.bootedLately().ifPresent(at -> json.moment("booted_at", at));
    json.objects("findings", incident.diagnosis().findings(), this::finding);
    json.text("rule_set", incident.diagnosis().ruleSet());
    json.object("text", j -> text());
    json.object("source", j -> source(incident.source()));
  }

  private List<String> taintFlags() {
    return trace.taint().stream()
        .flatMap(t -> t.flags(trace.kernel()).stream())
        .map(Taint.Flag::id)
        .toList();
  }

  private void task(Task task) {
    json.object(
        "task",
        j -> {
          j.text("name", task.comm());
          j.number("pid", task.pid());
          j.truth("bystander", Facts.interrupted(trace));
        });
  }

  private void detail(Detail detail) {
    if (detail instanceof Detail.AllocationFailure failure) {
      json.number("order", failure.order());
      failure.gfp().ifPresent(this::gfp);
      return;
    }
    if (detail instanceof Detail.OomKill kill) {
      json.number("order", kill.order());
      kill.gfp().ifPresent(this::gfp);
    }
    if (detail instanceof Detail.None) return;
    Record facts = (Record) detail;
    json.object(Components.nameOf(facts.getClass()), j -> FactFields.write(j, facts));
  }

  private void gfp(GfpMask mask) {
    json.object(
        "gfp",
        j -> {
          j.text("mask", "0x" + Long.toHexString(mask.bits()));
          j.texts("flags", mask.flags());
          j.text("shorthand", mask.shorthand());
          j.text("generation", mask.generation());
          j.text("basis", id(mask.basis()));
        });
  }

  private void frames() {
    List<Frame> frames = trace.frames();
    json.number("total", frames.size());
    for (Frame.Stack stack : Frame.Stack.values()) {
      long count = frames.stream().filter(f -> f.stack() == stack).count();
      if (count > 0) json.number(id(stack), count);
    }
  }

  private void fingerprints() {
    json.text("mechanism", incident.fingerprints().mechanism().toString());
    json.text("site", incident.fingerprints().site().toString());
  }

  private void time() {
    incident
        .firstKernelTime()
        .map(KernelTime::micros)
        .ifPresent(micros -> json.number("since_boot_us", micros));
    json.text("first_quality", id(incident.firstAt().quality()));
    json.text("last_quality", id(incident.lastAt().quality()));
  }

  private void setting(Setting setting) {
    json.text("key", setting.key());
    json.text("value", setting.value());
    // A snapshot without a time holds for the whole log; its versions begin with 1970.
    if (!setting.since().equals(Instant.EPOCH)) {
      json.moment("since", setting.since());
      json.moment("confirmed", setting.confirmedAt());
    }
    json.truth("stale", setting.stale());
  }

  private void change(SettingChange change) {
    json.text("key", change.key());
    json.text("before", change.before());
    json.text("after", change.after());
    json.moment("last_before", change.lastBefore());
    json.moment("first_after", change.firstAfter());
  }

  private void finding(Finding finding) {
    json.text("rule", finding.rule());
    json.text("class", finding.classId());
    json.text("title", finding.title());
    json.text("severity", finding.severity().id());
    json.fraction("score", finding.score());
    json.text("explanation", finding.explanation());
    json.objects("evidence_for", finding.evidenceFor(), this::evidence);
    json.objects("evidence_against", finding.evidenceAgainst(), this::evidence);
    json.objects("missing", finding.missing(), this::missing);
    json.objects("remedies", finding.remedies(), this::remedy);
    json.texts("references", finding.references());
  }

  private void evidence(Evidence evidence) {
    json.text("weight", evidence.weight().id());
    json.text("says", evidence.says());
  }

  private void missing(MissingEvidence missing) {
    json.text("what", missing.what());
    json.text("command", missing.command());
  }

  private void remedy(Remedy remedy) {
    json.text("run", remedy.run());
    json.text("cost", remedy.cost());
    json.text("undo", remedy.undo());
  }

  private void text() {
    json.number("bytes", incident.text().bytes());
    json.truth("cut", incident.text().isCut());
  }

  private void source(Source source) {
    json.text("format", source.format());
    Optional<Source.Position> position = source.position();
    json.text("topic", position.map(Source.Position::topic));
    position.ifPresent(
        p -> {
          json.number("partition", p.partition());
          json.number("offset", p.offset());
        });
  }

  private static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

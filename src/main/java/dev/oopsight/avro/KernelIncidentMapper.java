package dev.oopsight.avro;

import static dev.oopsight.avro.Absence.optional;
import static dev.oopsight.avro.Absence.orNull;

import dev.oopsight.config.Setting;
import dev.oopsight.config.SettingChange;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.fingerprint.Fingerprints;
import dev.oopsight.incident.Cut;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RawText;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelTime;
import dev.oopsight.log.Source;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code KernelIncident.avsc}. */
final class KernelIncidentMapper {

  private KernelIncidentMapper() {}

  static dev.oopsight.avro.generated.KernelIncident toAvro(KernelIncident incident) {
    return new dev.oopsight.avro.generated.KernelIncident(
        incident.id().toString(),
        incident.revision(),
        incident.change().id(),
        incident.host().value(),
        incident.boot().value(),
        Micros.fit(incident.firstAt().at()),
        Names.of(incident.firstAt().quality()),
        Micros.fit(incident.lastAt().at()),
        Names.of(incident.lastAt().quality()),
        orNull(incident.firstKernelTime(), KernelTime::micros),
        incident.printed(),
        incident.suppressed(),
        incident.trace().kind().incidentClass().id(),
        KernelTraceMapper.toAvro(incident.trace()),
        incident.text().text(),
        incident.text().bytes(),
        incident.source().format(),
        orNull(incident.source().position(), KernelIncidentMapper::toAvro),
        incident.fingerprints().mechanism().toString(),
        incident.fingerprints().site().toString(),
        incident.configBasis().id(),
        incident.config().stream().map(KernelIncidentMapper::toAvro).toList(),
        incident.changedBefore().stream().map(KernelIncidentMapper::toAvro).toList(),
        incident.diagnosis().findings().stream().map(FindingMapper::toAvro).toList(),
        incident.diagnosis().consulted().stream().toList(),
        incident.diagnosis().ruleSet(),
        incident.cuts().stream().map(KernelIncidentMapper::toAvro).toList());
  }

  static KernelIncident toDomain(dev.oopsight.avro.generated.KernelIncident incident) {
    return new KernelIncident(
        new IncidentId(UUID.fromString(incident.getId())),
        incident.getRevision(),
        Names.read(KernelIncident.Change.class, incident.getChange()),
        new HostId(incident.getHost()),
        new BootKey(incident.getBoot()),
        time(incident.getFirstAt(), incident.getFirstAtQuality()),
        time(incident.getLastAt(), incident.getLastAtQuality()),
        optional(incident.getFirstKernelMicros(), KernelTime::new),
        incident.getPrinted(),
        incident.getSuppressed(),
        KernelTraceMapper.toDomain(incident.getTrace()),
        new RawText(incident.getText(), incident.getTextBytes()),
        new Source(
            incident.getSourceFormat(),
            optional(incident.getSourcePosition(), KernelIncidentMapper::toDomain)),
        new Fingerprints(
            Fingerprint.of(incident.getMechanismFingerprint()),
            Fingerprint.of(incident.getSiteFingerprint())),
        Names.read(KernelIncident.ConfigBasis.class, incident.getConfigBasis()),
        incident.getConfig().stream().map(KernelIncidentMapper::toDomain).toList(),
        incident.getChangedBefore().stream().map(KernelIncidentMapper::toDomain).toList(),
        new Diagnosis(
            incident.getFindings().stream().map(FindingMapper::toDomain).toList(),
            Set.copyOf(incident.getConsulted()),
            incident.getRuleSet()),
        incident.getCuts().stream().map(c -> new Cut(c.getList(), c.getLength())).toList());
  }

  private static EventTime time(Instant at, String quality) {
    return new EventTime(at, Names.read(EventTime.Quality.class, quality));
  }

  private static dev.oopsight.avro.generated.Cut toAvro(Cut cut) {
    return new dev.oopsight.avro.generated.Cut(cut.list(), cut.length());
  }

  private static dev.oopsight.avro.generated.Position toAvro(Source.Position position) {
    return new dev.oopsight.avro.generated.Position(
        position.topic(), position.partition(), position.offset());
  }

  private static Source.Position toDomain(dev.oopsight.avro.generated.Position position) {
    return new Source.Position(position.getTopic(), position.getPartition(), position.getOffset());
  }

  private static dev.oopsight.avro.generated.Setting toAvro(Setting setting) {
    return new dev.oopsight.avro.generated.Setting(
        setting.key(),
        setting.value(),
        Micros.fit(setting.since()),
        Micros.fit(setting.confirmedAt()),
        setting.stale());
  }

  private static Setting toDomain(dev.oopsight.avro.generated.Setting setting) {
    return new Setting(
        setting.getKey(),
        setting.getValue(),
        setting.getSince(),
        setting.getConfirmedAt(),
        setting.getStale());
  }

  private static dev.oopsight.avro.generated.SettingChange toAvro(SettingChange change) {
    return new dev.oopsight.avro.generated.SettingChange(
        change.key(),
        change.before().orElse(null),
        change.after().orElse(null),
        Micros.fit(change.lastBefore()),
        Micros.fit(change.firstAfter()));
  }

  private static SettingChange toDomain(dev.oopsight.avro.generated.SettingChange change) {
    return new SettingChange(
        change.getKey(),
        Optional.ofNullable(change.getBefore()),
        Optional.ofNullable(change.getAfter()),
        change.getLastBefore(),
        change.getFirstAfter());
  }
}

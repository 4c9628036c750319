package dev.oopsight.query.peers;

import static dev.oopsight.query.peers.Coder.BYTES;
import static dev.oopsight.query.peers.Coder.FLAG;
import static dev.oopsight.query.peers.Coder.INT;
import static dev.oopsight.query.peers.Coder.LONG;
import static dev.oopsight.query.peers.Coder.MOMENT;
import static dev.oopsight.query.peers.Coder.TEXT;
import static dev.oopsight.query.peers.Coder.list;
import static dev.oopsight.query.peers.Coder.optional;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import dev.oopsight.config.SettingChange;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.query.HostSummary;
import dev.oopsight.query.IncidentFilter;
import dev.oopsight.query.Page;
import dev.oopsight.theory.Fleet.HostAt;
import dev.oopsight.trace.Kind;
import java.util.TreeMap;
import java.util.UUID;

/** The values that instances tell each other. */
final class Coders {

  static final Coder<HostId> HOST = TEXT.as(HostId::value, HostId::new);

  static final Coder<IncidentId> ID =
      new Coder<>(
          (out, id) -> {
            out.writeLong(id.value().getMostSignificantBits());
            out.writeLong(id.value().getLeastSignificantBits());
          },
          in -> new IncidentId(new UUID(in.readLong(), in.readLong())));

  static final Coder<Fingerprint> PRINT = TEXT.as(Fingerprint::toString, Fingerprint::of);

  static final Coder<KernelIncident> INCIDENT =
      BYTES.as(StoredFormat.KERNEL_INCIDENT::encode, StoredFormat.KERNEL_INCIDENT::decode);

  static final Coder<Appearance> APPEARANCE =
      BYTES.as(StoredFormat.APPEARANCE::encode, StoredFormat.APPEARANCE::decode);

  static final Coder<Page<KernelIncident>> INCIDENTS =
      new Coder<>(
          (out, page) -> {
            list(INCIDENT).write(out, page.items());
            out.writeBoolean(page.more());
          },
          in -> new Page<>(list(INCIDENT).read(in), FLAG.read(in)));

  static final Coder<HostAt> HOST_AT =
      new Coder<>(
          (out, moment) -> {
            HOST.write(out, moment.host());
            MOMENT.write(out, moment.at());
          },
          in -> new HostAt(HOST.read(in), MOMENT.read(in)));

  static final Coder<SettingChange> CHANGE =
      new Coder<>(
          (out, change) -> {
            TEXT.write(out, change.key());
            optional(TEXT).write(out, change.before());
            optional(TEXT).write(out, change.after());
            MOMENT.write(out, change.lastBefore());
            MOMENT.write(out, change.firstAfter());
          },
          in ->
              new SettingChange(
                  TEXT.read(in),
                  optional(TEXT).read(in),
                  optional(TEXT).read(in),
                  MOMENT.read(in),
                  MOMENT.read(in)));

  private static final Coder<Setting> SETTING =
      new Coder<>(
          (out, setting) -> {
            TEXT.write(out, setting.key());
            TEXT.write(out, setting.value());
            MOMENT.write(out, setting.since());
            MOMENT.write(out, setting.confirmedAt());
            out.writeBoolean(setting.stale());
          },
          in ->
              new Setting(
                  TEXT.read(in), TEXT.read(in), MOMENT.read(in), MOMENT.read(in), FLAG.read(in)));

  static final Coder<ConfigView> CONFIG =
      list(SETTING)
          .as(
              view -> java.util.List.copyOf(view.settings().values()),
              settings -> {
                TreeMap<String, Setting> byKey = new TreeMap<>();
                settings.forEach(setting -> byKey.put(setting.key(), setting));
                return new ConfigView(byKey);
              });

  private static final Coder<Kind> KIND = TEXT.as(Kind::id, id -> Kind.ofId(id).orElseThrow());

  static final Coder<IncidentFilter.Place> PLACE =
      new Coder<>(
          (out, place) -> {
            MOMENT.write(out, place.firstAt());
            ID.write(out, place.id());
          },
          in -> new IncidentFilter.Place(MOMENT.read(in), ID.read(in)));

  static final Coder<IncidentFilter> FILTER =
      new Coder<>(
          (out, filter) -> {
            optional(KIND).write(out, filter.kind());
            optional(MOMENT).write(out, filter.since());
            optional(MOMENT).write(out, filter.until());
            out.writeInt(filter.limit());
            optional(PLACE).write(out, filter.after());
          },
          in ->
              new IncidentFilter(
                  optional(KIND).read(in),
                  optional(MOMENT).read(in),
                  optional(MOMENT).read(in),
                  INT.read(in),
                  optional(PLACE).read(in)));

  private static final Coder<HostSummary.Newest> NEWEST =
      new Coder<>(
          (out, newest) -> {
            ID.write(out, newest.id());
            KIND.write(out, newest.kind());
            TEXT.write(out, newest.title());
            optional(TEXT).write(out, newest.function());
            MOMENT.write(out, newest.firstAt());
            list(CHANGE).write(out, newest.changedBefore());
          },
          in ->
              new HostSummary.Newest(
                  ID.read(in),
                  KIND.read(in),
                  TEXT.read(in),
                  optional(TEXT).read(in),
                  MOMENT.read(in),
                  list(CHANGE).read(in)));

  static final Coder<HostSummary> SUMMARY =
      new Coder<>(
          (out, host) -> {
            HOST.write(out, host.host());
            optional(MOMENT).write(out, host.lastHeard());
            optional(MOMENT).write(out, host.lastConfig());
            out.writeLong(host.incidents());
            optional(NEWEST).write(out, host.newest());
          },
          in ->
              new HostSummary(
                  HOST.read(in),
                  optional(MOMENT).read(in),
                  optional(MOMENT).read(in),
                  LONG.read(in),
                  optional(NEWEST).read(in)));

  private Coders() {}
}

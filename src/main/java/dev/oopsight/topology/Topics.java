package dev.oopsight.topology;

import static java.util.Objects.requireNonNull;

import dev.oopsight.siem.SiemFormat;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The names of every topic that we read or write. Input topics are named by the site; ours carry a
 * prefix.
 *
 * @param logs raw kernel log lines
 * @param configs config snapshots
 * @param aliases host names by alias, compacted
 * @param prefix before each of our own names; may be empty
 * @param formats in which incidents are published beside Avro, each on a topic of its own
 */
public record Topics(
    InputTopics logs, InputTopics configs, String aliases, String prefix, Set<SiemFormat> formats) {

  /** The names that are taken where a site names none. */
  public static final Topics DEFAULT =
      new Topics(
          InputTopics.named("kernel.log"), InputTopics.named("host.config"), "host.aliases", "");

  public Topics {
    requireNonNull(logs);
    requireNonNull(configs);
    requireNonNull(aliases);
    requireNonNull(prefix);
    EnumSet<SiemFormat> inOrder = EnumSet.noneOf(SiemFormat.class);
    inOrder.addAll(formats);
    formats = Collections.unmodifiableSet(inOrder);
  }

  /** With the formats that are published where a site says nothing: ECS alone. */
  public Topics(InputTopics logs, InputTopics configs, String aliases, String prefix) {
    this(logs, configs, aliases, prefix, Set.of(SiemFormat.ECS));
  }

  /** The same with other formats. */
  public Topics publishing(Set<SiemFormat> others) {
    return new Topics(logs, configs, aliases, prefix, others);
  }

  /** Every revision of every incident, Avro, by host id. */
  public String incidents() {
    return prefix + "kernel.incidents";
  }

  /** The newest revision of each incident, Avro, by incident id, compacted. */
  public String incidentStates() {
    return prefix + "kernel.incidents.state";
  }

  /** What is open now, JSON, by the id of the incident that opened it, compacted. */
  public String openIncidents() {
    return incidents() + ".open";
  }

  /** Every revision in that format, by incident id. */
  public String incidents(SiemFormat format) {
    return incidents() + "." + format.id();
  }

  /** Settings that were seen to change, Avro, by host id. */
  public String configChanges() {
    return prefix + "host.changes";
  }

  /** The same as ECS, by the change's id; where ECS is published. */
  public String configChangesEcs() {
    return configChanges() + "." + SiemFormat.ECS.id();
  }

  /** Rules that a site publishes, YAML, by rule id, compacted. */
  public String rules() {
    return prefix + "oopsight.rules";
  }

  /** Those of them that were found fit, as they were published, compacted. */
  public String rulesInForce() {
    return prefix + "oopsight.rules.in-force";
  }

  /** What people say of incidents, JSON, by incident id or fingerprint, compacted. */
  public String feedback() {
    return prefix + "oopsight.feedback";
  }

  /** What of it is feedback, as it was said, compacted. */
  public String feedbackKept() {
    return prefix + "oopsight.feedback.kept";
  }

  /** What was refused, with its bytes. */
  public String deadLetters() {
    return prefix + "oopsight.dead-letters";
  }

  /** That it was refused, as ECS, by where it lies; where ECS is published. */
  public String refusalsEcs() {
    return deadLetters() + "." + SiemFormat.ECS.id();
  }
}

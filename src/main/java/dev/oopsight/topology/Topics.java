package dev.oopsight.topology;

import static java.util.Objects.requireNonNull;

/**
 * The names of every topic that we read or write. Input topics are named by the site; ours carry a
 * prefix.
 *
 * @param logs raw kernel log lines
 * @param configs config snapshots
 * @param aliases host names by alias, compacted
 * @param prefix before each of our own names; may be empty
 */
public record Topics(InputTopics logs, InputTopics configs, String aliases, String prefix) {

  /** The names that are taken where a site names none. */
  public static final Topics DEFAULT =
      new Topics(
          InputTopics.named("kernel.log"), InputTopics.named("host.config"), "host.aliases", "");

  public Topics {
    requireNonNull(logs);
    requireNonNull(configs);
    requireNonNull(aliases);
    requireNonNull(prefix);
  }

  /** Every revision of every incident, Avro, by host id. */
  public String incidents() {
    return prefix + "kernel.incidents";
  }

  /** The newest revision of each incident, Avro, by incident id, compacted. */
  public String incidentStates() {
    return prefix + "kernel.incidents.state";
  }

  /** Every revision as ECS JSON, by incident id. */
  public String incidentsEcs() {
    return prefix + "kernel.incidents.ecs";
  }

  /** Settings that were seen to change, Avro, by host id. */
  public String configChanges() {
    return prefix + "host.changes";
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
}

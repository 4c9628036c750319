package dev.oopsight.app;

import dev.oopsight.access.Access;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.siem.SiemFormat;
import dev.oopsight.topology.InputTopics;
import dev.oopsight.topology.PipelineSettings.Limits;
import dev.oopsight.topology.Retention;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code run} is told. Every key, its default and what it does: {@link Setting}.
 *
 * @param applicationId consumer group and beginning of the names of internal topics, prefix
 *     included
 * @param bootstrapServers brokers to begin with
 * @param prefix before each of our own topics
 * @param logs input topics with kernel log lines
 * @param configs input topics with config snapshots
 * @param aliases input topic with host names
 * @param inputZone zone of stamps that name none
 * @param start where the first start begins to read
 * @param hostPartitions partitions of the internal topic {@code hosts}
 * @param limits how large everything may be; that of dead letters follows from their topic
 * @param retention how long state is kept
 * @param notices whether incidents are published that are no faults
 * @param redaction what is taken out of all that is published
 * @param siemFormats in which incidents are published beside Avro
 * @param rules directories of the site's own rules, beside the shipped
 * @param stateDir where state lies on disk
 * @param httpHost address that the API listens on
 * @param httpPort port that the API listens on
 * @param peers whether instances answer for one another
 * @param access who may ask the API, and how much
 * @param registryUrl {@code http(s)://…}, {@code embedded:} or {@code mock://…}
 * @param registry Confluent's other keys of the registry client, under their own names
 * @param kafka Kafka's own keys, without the {@code kafka.} before them
 * @param notifying who is told of alerts
 */
public record Settings(
    String applicationId,
    String bootstrapServers,
    String prefix,
    InputTopics logs,
    InputTopics configs,
    String aliases,
    ZoneId inputZone,
    Start start,
    int hostPartitions,
    Limits limits,
    Retention retention,
    boolean notices,
    Redaction redaction,
    Set<SiemFormat> siemFormats,
    List<Path> rules,
    Path stateDir,
    String httpHost,
    int httpPort,
    PeerSettings peers,
    Access access,
    String registryUrl,
    Map<String, String> registry,
    Map<String, String> kafka,
    NotifySettings notifying) {

  public Settings {
    siemFormats = Set.copyOf(siemFormats);
    rules = List.copyOf(rules);
    registry = Map.copyOf(registry);
    kafka = Map.copyOf(kafka);
  }

  /** The same, telling others. */
  Settings notifying(NotifySettings wanted) {
    return new Settings(
        applicationId,
        bootstrapServers,
        prefix,
        logs,
        configs,
        aliases,
        inputZone,
        start,
        hostPartitions,
        limits,
        retention,
        notices,
        redaction,
        siemFormats,
        rules,
        stateDir,
        httpHost,
        httpPort,
        peers,
        access,
        registryUrl,
        registry,
        kafka,
        wanted);
  }
}

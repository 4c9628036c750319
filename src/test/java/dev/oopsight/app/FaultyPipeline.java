package dev.oopsight.app;

import dev.oopsight.topology.InputTopics;
import dev.oopsight.topology.Pipeline;
import dev.oopsight.topology.PipelineMetrics;
import dev.oopsight.topology.PipelineRun;
import dev.oopsight.topology.PipelineSettings;
import dev.oopsight.topology.StoredOutputs;
import dev.oopsight.topology.StreamsSettings;
import dev.oopsight.topology.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.internals.InternalTopologyBuilder;
import org.apache.kafka.streams.processor.internals.StoreFactory;

/**
 * The pipeline as it must not be: a process of its own, which is there to be killed. Without a
 * fault it is as good as the real one, but for HTTP and registry.
 */
final class FaultyPipeline {

  /** What is wrong with it. */
  enum Fault {
    NONE,
    AT_LEAST_ONCE,
    WITHOUT_CHANGELOGS
  }

  private FaultyPipeline() {}

  /** Arguments: fault, bootstrap servers, application id, prefix, state directory, partitions. */
  public static void main(String[] args) throws Exception {
    Fault fault = Fault.valueOf(args[0]);
    String prefix = args[3];
    Topics topics =
        new Topics(
            InputTopics.named(prefix + "kernel.log"),
            InputTopics.named(prefix + "host.config"),
            prefix + "host.aliases",
            prefix);
    PipelineSettings usual = PipelineSettings.DEFAULT;
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Topology topology =
        new Pipeline(
                new PipelineSettings(
                    topics,
                    Integer.parseInt(args[5]),
                    usual.inputZone(),
                    usual.limits(),
                    usual.retention(),
                    usual.notices(),
                    usual.redaction()),
                BuiltInRules.load(),
                StoredOutputs.all(),
                new PipelineMetrics(registry))
            .topology();
    Properties properties =
        StreamsSettings.of(
            args[2],
            args[1],
            args[4],
            Map.of("group.instance.id", "one", "producer.transaction.timeout.ms", "5000"));
    switch (fault) {
      case NONE -> {}
      case AT_LEAST_ONCE -> {
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        // So that there is something that is written and not committed, whenever it is killed.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "5000");
      }
      case WITHOUT_CHANGELOGS -> dropChangelogs(topology);
    }
    try (PipelineRun run = PipelineRun.of(topology, properties, registry)) {
      run.start();
      run.awaitStop();
    }
  }

  /** No setting of Kafka's does that, and none of ours may. */
  private static void dropChangelogs(Topology topology) throws ReflectiveOperationException {
    Field field = Topology.class.getDeclaredField("internalTopologyBuilder");
    field.setAccessible(true);
    ((InternalTopologyBuilder) field.get(topology))
        .stateStores()
        .values()
        .forEach(StoreFactory::withLoggingDisabled);
  }
}

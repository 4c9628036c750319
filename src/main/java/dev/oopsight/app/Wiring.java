package dev.oopsight.app;

import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.siem.PlainText;
import dev.oopsight.siem.SiemFormat;
import dev.oopsight.topology.TopicState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The parts as they are built for the program. */
public final class Wiring implements Parts {

  private final FutureTask<KnowledgeBase> rules = new FutureTask<>(Wiring::load);

  /** Loads the rules beside whatever else the start has to do. */
  void loadRulesAhead() {
    Thread thread = new Thread(rules, "rules");
    thread.setDaemon(true);
    thread.start();
  }

  private static KnowledgeBase load() {
    KnowledgeBase knowledge = BuiltInRules.load();
    KnowledgeBase.warmUp();
    return knowledge;
  }

  private KnowledgeBase rules() {
    rules.run(); // does nothing where they are being loaded
    try {
      return rules.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted while it started", e);
    }
  }

  @Override
  public Offline offline(List<Path> own) {
    if (own.isEmpty()) return new CoreOverFiles(this::rules);
    KnowledgeBase knowledge = SiteRules.beside(rules(), own);
    return new CoreOverFiles(() -> knowledge);
  }

  @Override
  public String text(KernelIncident incident) {
    return PlainText.of(incident);
  }

  @Override
  public String encoded(SiemFormat format, KernelIncident incident) {
    return format.encode(incident);
  }

  @Override
  public RunningDemo demo(int httpPort, int kafkaPort) {
    return EmbeddedSystem.start(httpPort, kafkaPort);
  }

  @Override
  public RunningSite standalone(Standalone wanted) {
    return EmbeddedSystem.start(wanted);
  }

  @Override
  public RunningPipeline run(Settings settings) {
    return KafkaSystem.start(settings);
  }

  @Override
  public LinePublisher publisher(String bootstrap, String topic, Optional<HostId> host) {
    return KafkaLinePublisher.to(bootstrap, topic, host);
  }

  @Override
  public void put(String bootstrap, String topic, SortedMap<String, Optional<String>> values) {
    KafkaTable.put(bootstrap, topic, values);
  }

  @Override
  public List<TopicState> topics(
      String bootstrap, String prefix, Set<SiemFormat> formats, OptionalInt partitions) {
    return SurveyedTopics.look(bootstrap, prefix, formats, partitions);
  }
}

package dev.oopsight.app;

import dev.oopsight.siem.SiemFormat;
import dev.oopsight.topology.TopicState;
import dev.oopsight.topology.TopicSurvey;
import dev.oopsight.topology.Topics;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Looks at topics, and makes them. */
final class SurveyedTopics {

  private SurveyedTopics() {}

  static List<TopicState> look(
      String bootstrap, String prefix, Set<SiemFormat> formats, OptionalInt partitions) {
    Topics standard = Topics.DEFAULT;
    Topics topics =
        new Topics(standard.logs(), standard.configs(), standard.aliases(), prefix, formats);
    return BrokerQuestion.to(
        bootstrap,
        (admin, brokers) ->
            new TopicSurvey(topics, partitions.orElse(1), brokers)
                .take(admin, partitions.isPresent()));
  }
}

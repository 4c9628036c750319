package dev.oopsight.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Something that a Kafka is asked once. It must answer soon: a person waits.
 *
 * @param <T> the answer
 */
@FunctionalInterface
interface BrokerQuestion<T> {

  /** Longer than that, there is no broker. */
  int ANSWERS_WITHIN_SECONDS = 8;

  /**
   * Asks.
   *
   * @param brokers how many there are
   */
  T ask(Admin admin, int brokers) throws ExecutionException, InterruptedException;

  /**
   * Asks the Kafka that {@code --bootstrap} names.
   *
   * @throws CommandFailed where none answers, or it refuses
   */
  static <T> T to(String bootstrap, BrokerQuestion<T> question) {
    return to(bootstrap, Map.of(), "--bootstrap", question);
  }

  /**
   * Asks the Kafka there.
   *
   * @param bootstrap brokers to begin with
   * @param settings of the client beside that
   * @param chosenBy what a person corrects where no broker answers
   * @throws CommandFailed where none answers, or it refuses
   */
  static <T> T to(
      String bootstrap, Map<String, String> settings, String chosenBy, BrokerQuestion<T> question) {
    Map<String, Object> client = new HashMap<>(settings);
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    try {
      Admin admin = Admin.create(client);
      try {
        int brokers =
            admin.describeCluster().nodes().get(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS).size();
        return question.ask(admin, brokers);
      } finally {
        // Calls that wait for a broker which is not there would hold a plain close for a minute.
        admin.close(Duration.ZERO);
      }
    } catch (TimeoutException e) {
      throw noAnswer(bootstrap, chosenBy, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw noAnswer(bootstrap, chosenBy, e.getCause());
      }
      throw new CommandFailed(
          "Kafka at %s refuses: %s".formatted(bootstrap, Faults.of(e.getCause())), e);
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CommandFailed(
          "cannot talk to Kafka at %s (%s): correct %s"
              .formatted(bootstrap, Faults.of(cause), chosenBy),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted while Kafka was asked", e);
    }
  }

  private static CommandFailed noAnswer(String bootstrap, String chosenBy, Throwable e) {
    return new CommandFailed(
        "no Kafka broker answers at %s (%s): start it, or correct %s"
            .formatted(bootstrap, Faults.of(e), chosenBy),
        e);
  }
}

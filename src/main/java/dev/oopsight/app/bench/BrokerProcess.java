package dev.oopsight.app.bench;

import dev.oopsight.embedded.EmbeddedKafka;
import java.nio.file.Path;

/** A broker in a JVM of its own. */
final class BrokerProcess {

  private BrokerProcess() {}

  /** Takes the directory; answers any order with the address of the broker. */
  public static void main(String[] args) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), 0)) {
      Child.obey(order -> kafka.bootstrapServers());
    }
    System.exit(0);
  }
}

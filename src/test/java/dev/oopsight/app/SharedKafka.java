package dev.oopsight.app;

import dev.oopsight.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a broker that all of them share, started with the first that asks: each has topics of
 * its own, by a prefix that no other takes.
 */
final class SharedKafka implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == EmbeddedKafka.class;
  }

  @Override
  public EmbeddedKafka resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedKafka.class))
        .getOrComputeIfAbsent(SharedKafka.class, key -> Broker.start(), Broker.class)
        .kafka;
  }

  /** Closed by JUnit when the last test is done. */
  private record Broker(EmbeddedKafka kafka, Path dir) implements AutoCloseable {

    static Broker start() {
      try {
        Path dir = Files.createTempDirectory("oopsight-kafka");
        return new Broker(EmbeddedKafka.start(dir, 0), dir);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      kafka.close();
      try (Stream<Path> files = Files.walk(dir)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) Files.delete(file);
      }
    }
  }
}

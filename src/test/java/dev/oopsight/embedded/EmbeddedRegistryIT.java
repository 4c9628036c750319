package dev.oopsight.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.oopsight.avro.registry.Compatibility;
import dev.oopsight.avro.registry.RegisteredSchema;
import dev.oopsight.avro.registry.RegistryException;
import dev.oopsight.avro.registry.SchemaRegistry;
import io.javalin.Javalin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryIT {

  private static final Schema ONE = recordWith(1);
  private static final Schema TWO = recordWith(2);

  @TempDir Path dir;

  private EmbeddedKafka kafka;

  @BeforeEach
  void startKafka() {
    kafka = EmbeddedKafka.start(dir, 0);
  }

  @AfterEach
  void stopKafka() {
    kafka.close();
  }

  @Test
  void knowsAfterARestartWhatItKnewBefore() {
    int id;
    try (EmbeddedRegistry registry = start()) {
      registry.register("a", ONE);
      id = registry.register("a", TWO);
      registry.setCompatibility("a", Compatibility.FULL_TRANSITIVE);
      registry.setLevel(Optional.empty(), Compatibility.BACKWARD);
    }

    kafka.close();
    kafka = EmbeddedKafka.start(dir, 0);

    try (EmbeddedRegistry registry = start()) {
      assertThat(registry.byId(id)).isEqualTo(TWO);
      assertThat(registry.latest("a")).isEqualTo(new RegisteredSchema("a", 2, id, TWO));
      assertThat(registry.register("a", TWO)).isEqualTo(id);
      assertThat(registry.book().levelOf("a")).isEqualTo(Compatibility.FULL_TRANSITIVE);
      assertThat(registry.book().level()).isEqualTo(Compatibility.BACKWARD);
    }
  }

  @Test
  void givesEachVersionOnceHoweverManyInstancesRegisterAtOnce() throws Exception {
    int instances = 3;
    int schemas = 4;
    List<EmbeddedRegistry> registries = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(instances);
    try {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < instances; i++) {
        EmbeddedRegistry registry = start();
        registries.add(registry);
        for (int fields = 1; fields <= schemas; fields++) {
          Schema schema = recordWith(fields);
          tasks.add(() -> registry.register("a", schema));
        }
      }
      for (Future<Integer> task : threads.invokeAll(tasks)) task.get();

      List<RegisteredSchema> versions = registries.get(0).book().versions("a");
      assertThat(versions).extracting(RegisteredSchema::version).containsExactly(1, 2, 3, 4);
      assertThat(versions).extracting(RegisteredSchema::id).doesNotHaveDuplicates();
      for (EmbeddedRegistry registry : registries) {
        assertThat(registry.book().versions("a")).isEqualTo(versions);
      }
    } finally {
      threads.shutdown();
      registries.forEach(EmbeddedRegistry::close);
    }
  }

  @Test
  void knowsAnIdThatAnotherInstanceGave() {
    try (EmbeddedRegistry one = start();
        EmbeddedRegistry other = start()) {
      int id = one.register("a", ONE);

      await()
          .ignoreException(RegistryException.class)
          .untilAsserted(() -> assertThat(other.byId(id)).isEqualTo(ONE));
    }
  }

  @Test
  void isARegistryForAnyClientOfTheProtocol() {
    try (EmbeddedRegistry registry = start()) {
      Javalin server =
          Javalin.create(
                  config -> {
                    config.startup.showJavalinBanner = false;
                    new RegistryApi(registry).addTo(config.routes, "/registry");
                  })
              .start("127.0.0.1", 0);
      String url = "http://127.0.0.1:%d/registry".formatted(server.port());
      try (SchemaRegistry client = SchemaRegistry.of(Map.of("schema.registry.url", url))) {
        int id = client.register("a", ONE);

        assertThat(client.byId(id)).isEqualTo(ONE);
        assertThat(client.latest("a")).isEqualTo(new RegisteredSchema("a", 1, id, ONE));
        assertThatThrownBy(() -> client.register("a", Schema.create(Schema.Type.INT)))
            .isInstanceOfSatisfying(
                RegistryException.class,
                e -> assertThat(e.problem()).isEqualTo(RegistryException.Problem.INCOMPATIBLE));
        client.setCompatibility("a", Compatibility.NONE);
        assertThat(client.register("a", Schema.create(Schema.Type.INT))).isNotEqualTo(id);
      } finally {
        server.stop();
      }
    }
  }

  @Test
  void refusesATopicThatForgets() throws Exception {
    try (Admin admin = Admin.create(clientSettings())) {
      admin.createTopics(List.of(new NewTopic("forgetful", 1, (short) 1))).all().get();
    }

    assertThatThrownBy(() -> EmbeddedRegistry.start(clientSettings(), "forgetful"))
        .isInstanceOf(CannotStartException.class)
        .hasMessage(
            "the topic forgetful has cleanup.policy=delete and would forget schemas:"
                + " set it to compact");
  }

  private EmbeddedRegistry start() {
    return EmbeddedRegistry.start(clientSettings(), EmbeddedRegistry.DEFAULT_TOPIC);
  }

  private Map<String, Object> clientSettings() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  /** Any two of these read each other's data. */
  private static Schema recordWith(int fields) {
    var assembler = SchemaBuilder.record("Note").fields();
    for (int i = 0; i < fields; i++) {
      assembler = assembler.name("f" + i).type().intType().intDefault(0);
    }
    return assembler.endRecord();
  }
}

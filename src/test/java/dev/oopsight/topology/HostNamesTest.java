package dev.oopsight.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That questions find a host under the names under which its lines are kept. */
class HostNamesTest {

  private final PipelineDriver pipeline = new PipelineDriver();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void followsAnAliasOfAnAlias() {
    pipeline.alias("10.0.0.5", "web1.example.com").alias("web1.example.com", "web1");

    assertThat(pipeline.names().resolve("10.0.0.5").value()).isEqualTo("web1");
    assertThat(pipeline.names().resolve("web1.example.com").value()).isEqualTo("web1");
    assertThat(pipeline.names().resolve("db1").value()).isEqualTo("db1");
  }

  @Test
  void takesTheFirstByTheAlphabetOfACircle() {
    pipeline.alias("web3", "web1").alias("web1", "web2").alias("web2", "web1");

    assertThat(pipeline.names().resolve("web3").value()).isEqualTo("web1");
    assertThat(pipeline.names().resolve("web2").value()).isEqualTo("web1");
  }
}

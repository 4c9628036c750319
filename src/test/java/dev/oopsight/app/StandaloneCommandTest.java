package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.embedded.CannotStartException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandaloneCommandTest {

  private final FakeParts parts = new FakeParts();

  @Test
  void staysOnLoopbackUnlessToldOtherwise() {
    Ran ran = Ran.of(parts, "standalone");

    assertThat(ran.exitCode()).isZero();
    assertThat(parts.standalone)
        .isEqualTo(
            new Standalone(
                Path.of("oopsight-data"), "127.0.0.1", "127.0.0.1", 8080, 9092, List.of()));
    assertThat(parts.closed).isTrue();
  }

  @Test
  void saysWhereToPointShippersAndWhereEverythingIsKept() {
    Ran ran =
        Ran.of(
            parts,
            ("standalone --data d --port 81 --kafka-port 92 --listen 0.0.0.0"
                    + " --advertise logs.example.com --rules own")
                .split(" "));

    assertThat(parts.standalone)
        .isEqualTo(
            new Standalone(
                Path.of("d"), "0.0.0.0", "logs.example.com", 81, 92, List.of(Path.of("own"))));
    assertThat(ran.err())
        .contains("point shippers at logs.example.com:92", "http://localhost:81", "kept in d;");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void advertisesANameWhereItListensOnEveryAddress() {
    Ran.of(parts, "standalone", "--listen", "0.0.0.0");

    assertThat(parts.standalone.advertise()).isNotBlank().isNotEqualTo("0.0.0.0");
  }

  @Test
  void refusesAnAddressThatThisMachineDoesNotHave() {
    Ran ran = Ran.of(parts, "standalone", "--listen", "192.0.2.1");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .startsWith("oopsight: this machine has no address 192.0.2.1 to listen on");
    assertThat(parts.standalone).isNull();
  }

  @Test
  void saysInOneLineThatTheDirectoryIsInUse() {
    parts.trouble = new CannotStartException("d is in use: stop the other instance");

    Ran ran = Ran.of(parts, "standalone", "--data", "d");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("oopsight: d is in use: stop the other instance\n");
  }
}

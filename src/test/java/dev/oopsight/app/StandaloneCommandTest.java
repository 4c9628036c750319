package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.access.Access;
import dev.oopsight.embedded.CannotStartException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandaloneCommandTest {

  private static final Access OPEN_TO_ALL =
      new Access(
          Optional.empty(),
          true,
          false,
          Optional.empty(),
          Access.Bounds.DEFAULT,
          Access.Audit.DEFAULT);

  private final FakeParts parts = new FakeParts();

  @Test
  void staysOnLoopbackUnlessToldOtherwise() {
    Ran ran = Ran.of(parts, "standalone");

    assertThat(ran.exitCode()).isZero();
    assertThat(parts.standalone)
        .isEqualTo(
            new Standalone(
                Path.of("oopsight-data"),
                "127.0.0.1",
                "127.0.0.1",
                8080,
                9092,
                List.of(),
                Access.OPEN));
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
                Path.of("d"),
                "0.0.0.0",
                "logs.example.com",
                81,
                92,
                List.of(Path.of("own")),
                OPEN_TO_ALL));
    assertThat(ran.err())
        .contains("point shippers at logs.example.com:92", "http://localhost:81", "kept in d;");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void warnsOfAnOpenApiAndOfNoOther() {
    Ran open = Ran.of(parts, "standalone", "--listen", "0.0.0.0");
    Ran known = Ran.of(parts, "standalone", "--listen", "0.0.0.0", "--users", "those");

    assertThat(open.err()).contains("WARNING: whoever reaches 0.0.0.0 may read and change");
    assertThat(known.err()).doesNotContain("WARNING");
    assertThat(parts.standalone.access().users()).contains(Path.of("those"));
  }

  @Test
  void speaksHttpsWithACertificateAndItsKey() {
    Ran.of(parts, "standalone", "--tls-certificate", "c", "--tls-key", "k");

    assertThat(parts.standalone.access().tls())
        .contains(new Access.Tls(Path.of("c"), Path.of("k")));
    assertThat(Ran.of(parts, "standalone", "--tls-key", "k").err()).contains("go together");
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

package dev.oopsight.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.oopsight.config.ConfigSnapshot;
import dev.oopsight.config.Observation;
import dev.oopsight.config.Section;
import dev.oopsight.parse.Parsed;
import dev.oopsight.parse.Reason;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

  private static final String SYSCTL_A =
      IntStream.range(0, 150)
          .mapToObj(i -> "net.ipv4.made_up_" + i + " = " + i)
          .collect(Collectors.joining("\n"));

  @Test
  void readsSysctlOutputWithoutItsComplaints() {
    Observation sysctl =
        only(
            """
            sysctl: permission denied on key 'fs.protected_fifos'
            net.ipv4.ip_local_port_range = 32768\t60999
            sysctl: reading key "net.ipv6.conf.all.stable_secret"
            kernel.domainname = (none)
            kernel.core_modes =
            """);

    assertThat(sysctl.section()).isEqualTo(Section.SYSCTL);
    assertThat(sysctl.values())
        .containsOnly(
            Map.entry("sysctl:net.ipv4.ip_local_port_range", "32768\t60999"),
            Map.entry("sysctl:kernel.domainname", "(none)"),
            Map.entry("sysctl:kernel.core_modes", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "vm/swappiness = 60, sysctl:vm.swappiness, 60",
    "net/ipv4/conf/eth0.100/rp_filter = 1, sysctl:net.ipv4.conf.eth0/100.rp_filter, 1",
    "net.ipv4.conf.eth0/100.rp_filter = 1, sysctl:net.ipv4.conf.eth0/100.rp_filter, 1",
    "/proc/sys/net/ipv4/conf/eth0.100/rp_filter:1, sysctl:net.ipv4.conf.eth0/100.rp_filter, 1",
  })
  void writesKeysAsSysctlPrintsThem(String line, String key, String value) {
    assertThat(only(line).values()).containsOnly(Map.entry(key, value));
  }

  @Test
  void joinsAValueOfSeveralLines() {
    assertThat(only("dev.cdrom.info = CD-ROM\ndev.cdrom.info = Id: 1\n").values())
        .containsOnly(Map.entry("sysctl:dev.cdrom.info", "CD-ROM\nId: 1"));
  }

  @Test
  void takesSysctlForFullByItsCommandOrElseByItsLength() {
    assertThat(only(SYSCTL_A).full()).isTrue();
    assertThat(only("vm.swappiness = 60").full()).isFalse();
    assertThat(only("# sysctl -a\nvm.swappiness = 60").full()).isTrue();
    assertThat(only("root@web1:~# sysctl net.ipv4\n" + SYSCTL_A).full()).isFalse();
  }

  @Test
  void readsFeaturesAsEthtoolPrintedThemIn2009() {
    Observation features =
        only(
            """
            Offload parameters for eth0:
            Cannot get device udp large send offload settings: Operation not supported
            rx-checksumming: on
            tcp segmentation offload: on
            udp fragmentation offload: off
            generic segmentation offload: off
            """);

    assertThat(features.section()).isEqualTo(Section.features("eth0"));
    assertThat(features.full()).isTrue();
    assertThat(features.values())
        .containsOnly(
            Map.entry("nic:eth0:feature.rx-checksumming", "on"),
            Map.entry("nic:eth0:feature.tcp-segmentation-offload", "on"),
            Map.entry("nic:eth0:feature.udp-fragmentation-offload", "off"),
            Map.entry("nic:eth0:feature.generic-segmentation-offload", "off"));
  }

  @Test
  void readsFeaturesAsEthtoolPrintsThemToday() {
    Observation features =
        only(
            """
            Features for eth0.100:
            tcp-segmentation-offload: on
            \ttx-tcp-segmentation: off [requested on]
            udp-fragmentation-offload: off [fixed]
            """);

    assertThat(features.values())
        .containsOnly(
            Map.entry("nic:eth0.100:feature.tcp-segmentation-offload", "on"),
            Map.entry("nic:eth0.100:feature.tx-tcp-segmentation", "off"),
            Map.entry("nic:eth0.100:feature.tx-tcp-segmentation:requested", "on"),
            Map.entry("nic:eth0.100:feature.udp-fragmentation-offload", "off"),
            Map.entry("nic:eth0.100:feature.udp-fragmentation-offload:fixed", "true"));
  }

  @Test
  void readsSeveralOutputsOneAfterTheOther() {
    List<Observation> all =
        observations(
            """
            # ethtool -k eth0
            Features for eth0:
            scatter-gather: on
            Features for eth1:
            scatter-gather: off
            # ethtool -i eth0
            driver: tg3
            version: 3.137
            firmware-version: 5720-v1.39 NCSI v1.3.12.0
            expansion-rom-version:
            bus-info: 0000:02:00.0
            supports-test: yes
            $ uname -r
            6.12.95-amd64
            $ sudo /sbin/sysctl vm.min_free_kbytes
            vm.min_free_kbytes = 11495
            """);

    assertThat(all)
        .extracting(o -> o.section().name())
        .containsExactly(
            "nic:eth0:feature", "nic:eth1:feature", "nic:eth0:driver", "kernel", "sysctl");
    assertThat(all.get(2).values())
        .containsEntry("nic:eth0:driver.name", "tg3")
        .containsEntry("nic:eth0:driver.firmware", "5720-v1.39 NCSI v1.3.12.0");
    assertThat(all.get(3).values()).containsOnly(Map.entry("kernel:release", "6.12.95-amd64"));
  }

  @Test
  void readsTheCollectorsJson() {
    ConfigSnapshot snapshot =
        accepted(
            """
            {"host":"web1","collected_at":"2026-11-23T01:00:00+01:00","version":{"v":[1]},"sections":[
              {"name":"sysctl","full":true,"values":{"vm.min_free_kbytes":"11495","vm.x":1}},
              {"name":"nic:eth0:feature","values":{"tcp-segmentation-offload":"on","y":null}}]}
            """);

    assertThat(snapshot.host().value()).isEqualTo("web1");
    assertThat(snapshot.collectedAt()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
    assertThat(snapshot.observations()).extracting(Observation::full).containsExactly(true, false);
    assertThat(snapshot.observations().get(0).values())
        .containsOnly(
            Map.entry("sysctl:vm.min_free_kbytes", "11495"), Map.entry("sysctl:vm.x", "1"));
    assertThat(snapshot.observations().get(1).values())
        .containsOnly(Map.entry("nic:eth0:feature.tcp-segmentation-offload", "on"));
  }

  @Test
  void takesHostAndTimeFromTheRecordWhereTheDocumentHasNone() {
    ConfigSnapshot snapshot = accepted("vm.swappiness = 60");

    assertThat(snapshot.host().value()).isEqualTo("web9");
    assertThat(snapshot.collectedAt()).isEqualTo(Formats.RECEIVED);
  }

  @Test
  void refusesEachFaultByItsName() {
    assertThat(reason("")).isEqualTo(Reason.EMPTY);
    assertThat(reason("\0\1\2")).isEqualTo(Reason.BINARY);
    assertThat(reason("Hello, world")).isEqualTo(Reason.UNKNOWN_CONFIG);
    assertThat(reason("[mysqld]\nbind.address = 1\n")).isEqualTo(Reason.UNKNOWN_CONFIG);
    assertThat(reason("{\"sections\":[")).isEqualTo(Reason.MALFORMED_JSON);
    assertThat(reason("{\"a\":".repeat(5000))).isEqualTo(Reason.JSON_OVER_BOUNDS);
    assertThat(reason("{\"metric\":1}")).isEqualTo(Reason.UNKNOWN_CONFIG);
    assertThat(reason("{\"sections\":[{\"values\":{}}]}")).isEqualTo(Reason.MALFORMED_CONFIG);
    assertThat(reason("{\"sections\":[{\"name\":\"a\",\"values\":{\"b\":[]}}]}"))
        .isEqualTo(Reason.MALFORMED_CONFIG);
    assertThat(reason("{\"collected_at\":\"today\"}")).isEqualTo(Reason.MALFORMED_CONFIG);
    assertThat(reason("{\"host\":\"a b\",\"sections\":[{\"name\":\"a\"}]}"))
        .isEqualTo(Reason.BAD_HOST);
    assertThat(new ConfigReader().read("vm.x = 1".getBytes(UTF_8), Collected.nameless()))
        .isInstanceOfSatisfying(
            Parsed.Rejected.class, r -> assertThat(r.reason()).isEqualTo(Reason.NO_HOST));
    assertThat(
            new ConfigReader(new Bounds(4, 4), ConfigBounds.DEFAULT)
                .read("vm.x = 1".getBytes(UTF_8), Collected.keyed("web1")))
        .isInstanceOfSatisfying(
            Parsed.Rejected.class, r -> assertThat(r.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Property(tries = 300)
  void readsAnyBytesWithoutThrowing(@ForAll @Size(max = 300) byte[] record) {
    assertThatCode(() -> new ConfigReader().read(record, Collected.keyed("web1")))
        .doesNotThrowAnyException();
  }

  @Property(tries = 200)
  void readsADocumentCutAnywhereWithoutThrowing(@ForAll @DoubleRange(min = 0, max = 1) double at) {
    byte[] json =
        "{\"host\":\"w\",\"sections\":[{\"name\":\"a\",\"values\":{\"b\":\"\u20ac\"}}]}"
            .getBytes(UTF_8);
    byte[] cut = Arrays.copyOf(json, (int) (json.length * at));

    boolean accepted =
        new ConfigReader().read(cut, Collected.keyed("web1")) instanceof Parsed.Accepted;

    assertThat(accepted).isEqualTo(cut.length == json.length);
  }

  private static ConfigSnapshot accepted(String document) {
    return new ConfigReader()
        .read(document.getBytes(UTF_8), Collected.keyed("web9"))
        .toOptional()
        .orElseThrow();
  }

  private static List<Observation> observations(String document) {
    return accepted(document).observations();
  }

  private static Observation only(String document) {
    assertThat(observations(document)).hasSize(1);
    return observations(document).get(0);
  }

  private static Reason reason(String document) {
    return new ConfigReader()
        .read(document.getBytes(UTF_8), Collected.keyed("web9"))
        .fold(
            accepted -> {
              throw new AssertionError(accepted);
            },
            Parsed.Rejected::reason);
  }
}

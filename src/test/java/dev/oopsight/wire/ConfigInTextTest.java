package dev.oopsight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.Observation;
import dev.oopsight.config.Section;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigInTextTest {

  @Test
  void findsWhatAnAuthorPastedAmongProse() {
    List<Observation> found =
        ConfigInText.find(
            """
            [ 4262.823670] cpu_idle+0x6f/0x96So the driver cannot get memory. Two settings:
            # ethtool -k eth0
            Offload parameters for eth0:
            rx-checksumming: on
            tcp segmentation offload: on
            generic segmentation offload: off-and-
            # sysctl vm.min_free_kbytes
            vm.min_free_kbytes = 11495With TSO, the kernel sends larger packets to the card.
            Conclusion: on to something.
            """);

    assertThat(found).extracting(Observation::full).containsOnly(false);
    assertThat(found.get(0).section()).isEqualTo(Section.features("eth0"));
    assertThat(found.get(0).values())
        .containsOnly(
            Map.entry("nic:eth0:feature.rx-checksumming", "on"),
            Map.entry("nic:eth0:feature.tcp-segmentation-offload", "on"),
            Map.entry("nic:eth0:feature.generic-segmentation-offload", "off"));
    assertThat(found.get(1).values()).containsOnly(Map.entry("sysctl:vm.min_free_kbytes", "11495"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vm.min_free_kbytes = 11495                       | 11495",
        "vm.min_free_kbytes = 11495.                      | 11495",
        "vm.min_free_kbytes = 11495 which is rather low   | 11495",
        "vm.min_free_kbytes = 11495TCP offload is on      | 11495",
        "vm.lowmem_reserve_ratio = 256 256 32 1           | 256 256 32 1",
        "kernel.osrelease = 2.6.24-gentoo-r8              | 2.6.24-gentoo-r8",
        "kernel.random.boot_id = 124c7811-46e8-41ae       | 124c7811-46e8-41ae",
        "net.ipv4.tcp_congestion_control = cubic          | cubic",
      })
  void freesAValueFromTheProseBehindIt(String line, String value) {
    assertThat(ConfigInText.find("First.\n" + line.strip() + "\nThen.").get(0).values().values())
        .containsExactly(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I set vm.min_free_kbytes = 65536 and it went away",
        "foo.bar = 12",
        "vm.overcommit = what the manual says it is, more or less",
        "scatter-gather: on",
        "driver: tg3",
        "[    1.000000] vm.min_free_kbytes = 11495",
        "",
      })
  void staysSilentWhereNoOutputStands(String text) {
    assertThat(ConfigInText.find(text)).isEmpty();
  }

  @Test
  void keepsTheFirstValueThatATextShows() {
    assertThat(ConfigInText.find("vm.swappiness = 60\nAfter the change:\nvm.swappiness = 10\n"))
        .extracting(o -> o.values().get("sysctl:vm.swappiness"))
        .containsExactly("60");
  }

  @Test
  void takesTimeInProportionToTheTextHoweverHostile() {
    String hostile =
        "Features for a:\n"
            + "a b c ".repeat(50_000)
            + "\n"
            + "# sudo sysctl "
            + " x".repeat(50_000)
            + "\nvm.a = "
            + "1 ".repeat(50_000)
            + "x"
            + "\n"
            + "a@".repeat(50_000)
            + "\n"
            + "vm."
            + "a/".repeat(50_000)
            + " = ";

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(ConfigInText.find(hostile)).hasSize(1));
  }
}

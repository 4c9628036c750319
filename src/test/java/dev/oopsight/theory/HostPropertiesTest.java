package dev.oopsight.theory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HostPropertiesTest {

  @Test
  void tellsKernelDriversFirmwareModelAndTheSettingsThatMatter() {
    ConfigView config =
        config(
            Map.of(
                "sysctl:kernel.osrelease", "6.1.0-25",
                "nic:eth0:driver.name", "tg3",
                "nic:eth1:driver.name", "bnxt_en",
                "nic:eth0:driver.firmware-version", "5720-v1.39",
                "dmi:product.name", "R640",
                "dmi:bios.version", "2.14",
                "place:rack", "r7",
                "nic:eth0:ring.rx.current", "200",
                "sysctl:vm.min_free_kbytes", "11495",
                "sysctl:vm.swappiness", "60"));

    assertThat(
            HostProperties.of(
                config,
                Optional.empty(),
                Set.of("sysctl:vm.min_free_kbytes", "nic:eth0:ring.rx.current")))
        .containsOnly(
            Map.entry(new Property(Family.KERNEL, "sysctl:kernel.osrelease"), Set.of("6.1.0-25")),
            Map.entry(new Property(Family.DRIVER, "nic:*:driver.name"), Set.of("tg3", "bnxt_en")),
            Map.entry(
                new Property(Family.FIRMWARE, "nic:*:driver.firmware-version"),
                Set.of("5720-v1.39")),
            Map.entry(new Property(Family.MODEL, "dmi:product.name"), Set.of("R640")),
            Map.entry(new Property(Family.FIRMWARE, "dmi:bios.version"), Set.of("2.14")),
            Map.entry(new Property(Family.PLACE, "place:rack"), Set.of("r7")),
            Map.entry(new Property(Family.CONFIG, "nic:*:ring.rx.current"), Set.of("200")),
            Map.entry(new Property(Family.CONFIG, "sysctl:vm.min_free_kbytes"), Set.of("11495")));
  }

  @Test
  void believesTheTraceBeforeTheConfig() {
    assertThat(
            HostProperties.of(
                config(Map.of("kernel:release", "6.1.0-25")), Optional.of("6.1.0-26"), Set.of()))
        .containsOnly(
            Map.entry(new Property(Family.KERNEL, "sysctl:kernel.osrelease"), Set.of("6.1.0-26")));
  }

  private static ConfigView config(Map<String, String> values) {
    TreeMap<String, Setting> settings = new TreeMap<>();
    values.forEach(
        (key, value) ->
            settings.put(key, new Setting(key, value, Instant.EPOCH, Instant.EPOCH, false)));
    return new ConfigView(settings);
  }
}

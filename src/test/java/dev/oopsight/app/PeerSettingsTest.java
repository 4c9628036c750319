package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oopsight.topology.HostPartitions.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerSettingsTest {

  @Test
  void readsAnAddress() {
    assertThat(PeerSettings.address("10.0.0.5:8080")).contains(new Instance("10.0.0.5", 8080));
    assertThat(PeerSettings.address("pod-1.oopsight:80"))
        .contains(new Instance("pod-1.oopsight", 80));
    assertThat(PeerSettings.address("[2001:db8::1]:8080"))
        .contains(new Instance("2001:db8::1", 8080))
        .map(Instance::toString)
        .contains("[2001:db8::1]:8080");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"web1", ":80", "web1:0", "web1:65536", "http://web1:80", "a b:80", "2001:db8::1"})
  void refusesWhatIsNone(String text) {
    assertThat(PeerSettings.address(text)).isEmpty();
  }

  @Test
  void isReachedWhereItListensUnlessThatTellsNothing() {
    assertThat(PeerSettings.ALONE.reachedAt("10.0.0.5", 8080).toString())
        .isEqualTo("10.0.0.5:8080");
    assertThatThrownBy(() -> PeerSettings.ALONE.reachedAt("0.0.0.0", 8080))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("http.advertised");
    assertThatThrownBy(() -> PeerSettings.ALONE.reachedAt("10.0.0.5", 0))
        .hasMessageContaining("http.port = 0");
    PeerSettings told =
        new PeerSettings(Optional.empty(), PeerSettings.address("web1:8080"), Optional.empty());
    assertThat(told.reachedAt("0.0.0.0", 0)).isEqualTo(new Instance("web1", 8080));
  }

  @Test
  void takesNoSecretThatCouldBeGuessed(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("secret"), "short\n");
    PeerSettings settings = new PeerSettings(Optional.of(file), Optional.empty(), Optional.empty());

    assertThatThrownBy(settings::secret).hasMessageContaining("16 characters");

    Files.writeString(file, "0123456789abcdef\n");
    assertThat(settings.secret()).isPresent();
    Files.delete(file);
    assertThatThrownBy(settings::secret)
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("http.peer.secret.file: cannot read");
  }
}

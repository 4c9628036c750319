package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.oopsight.query.peers.PeerSecret;
import dev.oopsight.topology.HostPartitions.Instance;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Whether instances answer for one another.
 *
 * @param secretFile holds what they share; empty where this one answers alone
 * @param advertised where the others reach this one; empty for the address that it listens on
 * @param authorities certificates of whom to trust where instances speak HTTPS; empty for the
 *     certificate that this one shows
 */
public record PeerSettings(
    Optional<Path> secretFile, Optional<Instance> advertised, Optional<Path> authorities) {

  /** This instance answers for what it holds itself. */
  public static final PeerSettings ALONE =
      new PeerSettings(Optional.empty(), Optional.empty(), Optional.empty());

  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");

  public PeerSettings {
    requireNonNull(secretFile);
    requireNonNull(advertised);
    requireNonNull(authorities);
  }

  /** Reads {@code host:port}, an IPv6 address in brackets. */
  static Optional<Instance> address(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")) return Optional.empty();
    String host = text.substring(0, colon);
    int port = Integer.parseInt(text.substring(colon + 1));
    boolean named = host.matches("\\[[\\p{XDigit}:.]++\\]|[\\w.-]++");
    return named && port > 0 && Ports.isPort(port)
        ? Optional.of(new Instance(unbracketed(host), port))
        : Optional.empty();
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /**
   * What all instances share; empty where this one answers alone.
   *
   * @throws CommandFailed where it cannot be read
   */
  Optional<PeerSecret> secret() {
    return secretFile.map(PeerSettings::secret);
  }

  private static PeerSecret secret(Path file) {
    String key = Setting.HTTP_PEER_SECRET_FILE.key();
    String text;
    try {
      text = Files.readString(file, UTF_8).strip();
    } catch (CharacterCodingException e) {
      throw new CommandFailed("%s: %s is no text".formatted(key, file), e);
    } catch (IOException e) {
      throw new CommandFailed("%s: cannot read %s: %s".formatted(key, file, Faults.of(e)), e);
    }
    if (text.length() < PeerSecret.SHORTEST) {
      throw new CommandFailed(
          "%s: %s must hold %d characters at least: openssl rand -hex 32 makes some"
              .formatted(key, file, PeerSecret.SHORTEST));
    }
    return new PeerSecret(text);
  }

  /**
   * Where the others reach this one.
   *
   * @throws CommandFailed where that does not follow from what it listens on
   */
  Instance reachedAt(String httpHost, int httpPort) {
    if (advertised.isPresent()) return advertised.get();
    if (httpPort == 0 || EVERY_ADDRESS.contains(httpHost)) {
      throw new CommandFailed(
          "%s must say where other instances reach this one: %s = %s and %s = %d do not"
              .formatted(
                  Setting.HTTP_ADVERTISED.key(),
                  Setting.HTTP_HOST.key(),
                  httpHost,
                  Setting.HTTP_PORT.key(),
                  httpPort));
    }
    return new Instance(unbracketed(httpHost), httpPort);
  }
}

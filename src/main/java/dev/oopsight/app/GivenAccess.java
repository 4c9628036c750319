package dev.oopsight.app;

import dev.oopsight.access.Access;
import dev.oopsight.access.Loopback;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The settings that say who may ask the API, and what is wrong with them together. */
final class GivenAccess {

  private static final int MOST_REQUESTS = 1_000_000;
  private static final int MOST_CONNECTIONS = 100_000;
  private final GivenSettings given;

  private GivenAccess(GivenSettings given) {
    this.given = given;
  }

  /**
   * Reads them.
   *
   * @param host that the API listens on
   */
  static Access read(GivenSettings given, String host) {
    return new GivenAccess(given).read(host);
  }

  private Access read(String host) {
    Optional<Path> users = path(Setting.HTTP_USERS_FILE);
    boolean open = given.isOn(Setting.HTTP_OPEN);
    if (open && users.isPresent()) {
      fault(Setting.HTTP_OPEN, "http.open = on contradicts http.users.file: leave one of them out");
    }
    if (!open && users.isEmpty() && !host.isEmpty() && !Loopback.isName(host)) {
      fault(
          Setting.HTTP_HOST,
          "http.host = %s lets others ask who are not known: name those who may in http.users.file"
                  .formatted(host)
              + " (oopsight users makes it), or say http.open = on where something else keeps"
              + " strangers out");
    }
    return new Access(
        users,
        open,
        given.isOn(Setting.HTTP_METRICS_OPEN),
        tls(),
        bounds(),
        new Access.Audit(
            given.value(Setting.HTTP_AUDIT, GivenAccess::isAll, "changes or all", false),
            path(Setting.HTTP_AUDIT_FILE)));
  }

  private Optional<Access.Tls> tls() {
    Optional<Path> certificate = path(Setting.HTTP_TLS_CERTIFICATE);
    Optional<Path> key = path(Setting.HTTP_TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      fault(
          certificate.isPresent() ? Setting.HTTP_TLS_CERTIFICATE : Setting.HTTP_TLS_KEY,
          "http.tls.certificate and http.tls.key go together");
    }
    return certificate.flatMap(c -> key.map(k -> new Access.Tls(c, k)));
  }

  private Access.Bounds bounds() {
    Access.Bounds preset = Access.Bounds.DEFAULT;
    return new Access.Bounds(
        given.number(Setting.HTTP_REQUESTS, 1, MOST_REQUESTS),
        given.number(Setting.HTTP_CONNECTIONS, 1, MOST_CONNECTIONS),
        preset.headWithin(),
        preset.idle(),
        preset.bodyRate());
  }

  private Optional<Path> path(Setting setting) {
    return given.value(setting, GivenAccess::maybePath, "a file, or nothing", Optional.empty());
  }

  private static Optional<Optional<Path>> maybePath(String text) {
    try {
      return Optional.of(text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Boolean> isAll(String text) {
    return switch (text) {
      case "all" -> Optional.of(true);
      case "changes" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private void fault(Setting setting, String what) {
    given.fault(setting.key(), what);
  }
}

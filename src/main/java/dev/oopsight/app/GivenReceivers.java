package dev.oopsight.app;

import dev.oopsight.notify.Receiver;
import dev.oopsight.notify.Receiver.Form;
import dev.oopsight.topology.AlertSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads who is told of alerts. */
final class GivenReceivers {

  private static final String ALERTS_PATH = "/api/v2/alerts";

  private GivenReceivers() {}

  static NotifySettings read(GivenSettings given, Duration retention) {
    Duration window =
        given.duration(Setting.ALERTS_WINDOW, Duration.ofMinutes(1), Duration.ofDays(30));
    if (window.compareTo(retention) > 0) {
      given.fault(
          Setting.ALERTS_WINDOW.key(),
          Setting.ALERTS_WINDOW.key() + " must be no longer than incidents.retention");
    }
    Optional<String> page =
        given
            .value(
                Setting.PUBLIC_URL,
                text -> text.isEmpty() ? Optional.of(List.<URI>of()) : url(text).map(List::of),
                "an http(s) URL, or nothing",
                List.<URI>of())
            .stream()
            .map(url -> url.toString().replaceAll("/++$", ""))
            .findFirst();
    Optional<Path> trusted = file(given, Setting.NOTIFY_CA_FILE);
    List<Receiver> receivers = new ArrayList<>();
    Optional<Path> key = file(given, Setting.ALERTMANAGER_AUTHORIZATION_FILE);
    urls(given, Setting.ALERTMANAGER_URL).stream()
        .map(url -> new Receiver(Form.ALERTMANAGER, alerts(url), key, trusted))
        .forEach(receivers::add);
    Optional<Path> hookKey = file(given, Setting.WEBHOOK_AUTHORIZATION_FILE);
    urls(given, Setting.WEBHOOK_URL).stream()
        .map(url -> new Receiver(Form.WEBHOOK, url, hookKey, trusted))
        .forEach(receivers::add);
    Duration deadline =
        given.duration(Setting.NOTIFY_DEADLINE, Duration.ofSeconds(10), Duration.ofDays(7));
    return new NotifySettings(new AlertSettings(window, page), receivers, deadline);
  }

  /** As Prometheus takes it: the URL of an Alertmanager, under which its API is. */
  private static URI alerts(URI url) {
    String text = url.toString().replaceAll("/++$", "");
    return text.endsWith(ALERTS_PATH) ? url : URI.create(text + ALERTS_PATH);
  }

  private static List<URI> urls(GivenSettings given, Setting setting) {
    return given.value(
        setting,
        text -> {
          if (text.isBlank()) return Optional.of(List.of());
          List<String> all = Stream.of(text.split(",", -1)).map(String::strip).toList();
          List<URI> urls = all.stream().flatMap(one -> url(one).stream()).distinct().toList();
          return Optional.of(urls).filter(found -> found.size() == all.size());
        },
        "http(s) URLs, each once, parted by commas, or nothing",
        List.of());
  }

  /** Names and passwords belong into a file, not into logs. */
  private static Optional<URI> url(String text) {
    try {
      URI url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return Optional.of(url)
          .filter(u -> http && u.getHost() != null && u.getUserInfo() == null)
          .filter(u -> u.getFragment() == null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> file(GivenSettings given, Setting setting) {
    return given
        .value(
            setting,
            text -> text.isEmpty() ? Optional.of(List.<Path>of()) : readable(text).map(List::of),
            "a file that can be read, or nothing",
            List.<Path>of())
        .stream()
        .findFirst();
  }

  private static Optional<Path> readable(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Files::isReadable);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}

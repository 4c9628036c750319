package dev.oopsight.notify;

import io.javalin.Javalin;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that is told of alerts, and answers as it is bidden. */
public final class SampleReceiver implements AutoCloseable {

  private final Javalin server;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile Map<String, String> headers = Map.of();
  private volatile int status = 200;

  public SampleReceiver() {
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.post(
                  "/<path>",
                  request -> {
                    headers = request.headerMap();
                    if (status < 300) bodies.add(request.body());
                    if (status == 307) request.header("Location", "/elsewhere");
                    request.status(status);
                  });
            });
    server.start("127.0.0.1", 0);
  }

  /** Answers so from now on. */
  public SampleReceiver answering(int wanted) {
    status = wanted;
    return this;
  }

  /** What it took so far. */
  public List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** Of the last request. */
  Map<String, String> headers() {
    return headers;
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  Receiver as(Receiver.Form form, Optional<Path> authorization) {
    return new Receiver(form, URI.create(url("/hook")), authorization, Optional.empty());
  }

  @Override
  public void close() {
    server.stop();
  }
}

package dev.oopsight.access;

import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request that goes no further, and why: words of ours alone, for the client and the audit. */
public final class Refusal {

  private static final String WHY = Refusal.class.getName();

  private Refusal() {}

  /** Says of a request that it was refused before any route saw it. */
  public static void note(Request request, String why) {
    request.setAttribute(WHY, why);
  }

  /** Sends it; the server's error handler gives it its form. */
  static void send(Request request, Response response, Callback callback, int status, String why) {
    note(request, why);
    Response.writeError(request, response, callback, status, why);
  }

  /** The same, to be asked again after so many seconds. */
  static void later(
      Request request, Response response, Callback callback, int seconds, String why) {
    response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
    send(request, response, callback, 429, why);
  }

  /** Why that request was refused; empty where it was not, or not by us. */
  public static Optional<String> of(Request request) {
    return Optional.ofNullable((String) request.getAttribute(WHY));
  }
}

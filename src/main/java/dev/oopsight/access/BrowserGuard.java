package dev.oopsight.access;

import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses what a page of another site could make a browser ask in its user's name.
 *
 * <p>To change something, a browser must say that a page of ours asks: by {@code Sec-Fetch-Site},
 * or by an {@code Origin} that is the host asked. And while nobody has to say who he is, on
 * loopback, we answer to no other name than this machine's: a site may let its own name lead to
 * 127.0.0.1, and its pages would then read what we say.
 *
 * <p>Source: W3C Fetch Metadata Request Headers, RFC 6454 (Origin).
 */
final class BrowserGuard extends Handler.Wrapper {

  private final boolean onlyByLoopbackNames;

  BrowserGuard(boolean onlyByLoopbackNames) {
    this.onlyByLoopbackNames = onlyByLoopbackNames;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<String> host = Optional.ofNullable(request.getHttpURI().getHost());
    if (onlyByLoopbackNames && host.filter(name -> !Loopback.isName(name)).isPresent()) {
      Refusal.send(
          request,
          response,
          callback,
          421,
          "this is known as localhost alone, as long as it knows no users");
      return true;
    }
    if (Gate.writes(request) && isOfAnotherSite(request)) {
      Refusal.send(request, response, callback, 403, "a page of another site may change nothing");
      return true;
    }
    return super.handle(request, response, callback);
  }

  private static boolean isOfAnotherSite(Request request) {
    String site = request.getHeaders().get("Sec-Fetch-Site");
    if (site != null) return !site.equals("same-origin") && !site.equals("none");
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin == null) return false; // no browser
    String host = request.getHeaders().get(HttpHeader.HOST);
    int scheme = origin.indexOf("://");
    return host == null || scheme < 0 || !origin.substring(scheme + 3).equalsIgnoreCase(host);
  }
}

package dev.oopsight.access;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * What every answer says to browsers: it is what its type says and nothing else, runs nothing and
 * fetches nothing, stands in no frame, tells nobody where its reader came from, and is for pages of
 * ours. A route may say otherwise, as the page does of its own scripts.
 */
public final class SafeAnswers implements HttpConfiguration.Customizer {

  @Override
  public Request customize(Request request, HttpFields.Mutable answer) {
    putInto(answer);
    return request;
  }

  /** Puts the headers in. */
  public static void putInto(HttpFields.Mutable answer) {
    answer.put("X-Content-Type-Options", "nosniff");
    answer.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    answer.put("Referrer-Policy", "no-referrer");
    answer.put("Cross-Origin-Resource-Policy", "same-origin");
  }
}

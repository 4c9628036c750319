package dev.oopsight.query;

import dev.oopsight.access.Refusal;
import dev.oopsight.access.SafeAnswers;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What the server refuses before any route sees it: a broken URL, or somebody who is not known,
 * say. A problem like any other, in words of ours alone: nothing of the request comes back.
 */
final class JettyProblems extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    SafeAnswers.putInto(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    int status = response.getStatus();
    String why = Refusal.of(request).orElseGet(() -> words(status));
    Refusal.note(request, why);
    byte[] body = Problem.json(status, why);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  /** What is said of an answer of that status where nothing else is known of why. */
  static String words(int status) {
    return switch (status) {
      case 403 -> "this user may read, and not write";
      case 408 -> "this request came too slowly";
      case 413 -> "the body is larger than anything that is taken here";
      case 414, 431 -> "the URL and the headers are larger than what is taken here, 8 KiB";
      default -> "this request cannot be read";
    };
  }
}

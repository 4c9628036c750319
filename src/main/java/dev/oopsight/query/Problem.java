package dev.oopsight.query;

import io.javalin.http.HttpStatus;

/** The body of every answer that is none: problem details of RFC 9457. */
final class Problem {

  private Problem() {}

  static byte[] json(int status, String detail) {
    return JsonText.object(
        json ->
            json.text("type", "about:blank")
                .text("title", HttpStatus.forStatus(status).getMessage())
                .number("status", status)
                .text("detail", detail));
  }
}

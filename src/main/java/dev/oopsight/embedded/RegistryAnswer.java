package dev.oopsight.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.oopsight.avro.registry.RegistryException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import org.slf4j.LoggerFactory;

/** How one question in the registry's protocol is answered; refusals in the protocol's own form. */
interface RegistryAnswer {

  /**
   * The body of the answer.
   *
   * @throws Refusal where there is none
   */
  JsonNode to(Context ask);

  /** An answer in the protocol: a status, and a code that tells more. */
  final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    Refusal(int status, int code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  default Handler asHandler() {
    return ask -> {
      try {
        reply(ask, 200, to(ask));
      } catch (Refusal e) {
        refuse(ask, e.status, e.code, e);
      } catch (RegistryException e) {
        switch (e.problem()) {
          case INCOMPATIBLE -> refuse(ask, 409, 409, e);
          case INVALID -> refuse(ask, 422, 42201, e);
          case NOT_FOUND -> refuse(ask, 404, 40403, e);
          case UNAVAILABLE, UNAUTHORIZED -> {
            LoggerFactory.getLogger(RegistryAnswer.class).warn("the registry cannot answer", e);
            refuse(ask, 500, 50001, e);
          }
        }
      }
    };
  }

  private static void refuse(Context ask, int status, int code, Exception e) {
    reply(
        ask,
        status,
        JsonNodeFactory.instance
            .objectNode()
            .put("error_code", code)
            .put("message", e.getMessage()));
  }

  private static void reply(Context ask, int status, JsonNode body) {
    ask.status(status)
        .contentType("application/vnd.schemaregistry.v1+json")
        .result(body.toString());
  }
}

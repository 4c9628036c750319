package dev.oopsight.query.peers;

import dev.oopsight.topology.HostPartitions;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.util.Optional;

/**
 * Where other instances ask: {@code POST /peers/v1/{question}}, signed. It answers for what lies
 * here and asks nobody else, so no question goes round, and no request decides where one goes.
 */
public final class PeerRoutes {

  static final String NONCE = "Oopsight-Nonce";
  static final String DIGEST = "Oopsight-Digest";
  static final String SIGNATURE = "Oopsight-Signature";

  private static final String PATH = "/peers/v1/";
  private static final int LONGEST_QUESTION = 16 << 20;

  private final PeerSecret secret;
  private final HostPartitions here;

  /**
   * The routes of one instance.
   *
   * @param here what lies here
   */
  public PeerRoutes(PeerSecret secret, HostPartitions here) {
    this.secret = secret;
    this.here = here;
  }

  static String path(String question) {
    return PATH + question;
  }

  /** What is signed of a question. */
  static String asking(String path, String nonce, String digest) {
    return "ask " + path + " " + nonce + " " + digest;
  }

  /** What is signed of an answer. */
  static String telling(String path, String nonce, String digest) {
    return "told " + path + " " + nonce + " " + digest;
  }

  /** Adds them. */
  public void addTo(JavalinDefaultRoutingApi routes) {
    routes.post(PATH + "{question}", this::answer);
  }

  /** Of somebody who does not know the secret, nothing but the headers is read. */
  private void answer(Context request) throws IOException {
    String name = request.pathParam("question");
    String nonce = header(request, NONCE);
    String digest = header(request, DIGEST);
    if (!secret.hasSigned(asking(path(name), nonce, digest), header(request, SIGNATURE))) {
      throw new ForbiddenResponse("here the instances of a pipeline ask each other");
    }
    byte[] question = request.bodyInputStream().readNBytes(LONGEST_QUESTION);
    if (!PeerSecret.digest(question).equals(digest)) {
      throw new BadRequestResponse("the question is cut, or not the one that was signed");
    }
    byte[] told = told(Questions.named(name).orElseThrow(NotFoundResponse::new), question);
    String signed = secret.sign(telling(path(name), nonce, PeerSecret.digest(told)));
    request.contentType("application/octet-stream").header(SIGNATURE, signed).result(told);
    // The asker takes no answer whose length it is not told.
    request.res().setContentLength(told.length);
  }

  private byte[] told(Question<?, ?> known, byte[] question) {
    try {
      return known.answerHere(here, question);
    } catch (IOException e) {
      throw new BadRequestResponse("the question is of another version");
    }
  }

  private static String header(Context request, String name) {
    return Optional.ofNullable(request.header(name)).orElse("");
  }
}

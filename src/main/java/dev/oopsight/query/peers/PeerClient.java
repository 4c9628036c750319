package dev.oopsight.query.peers;

import dev.oopsight.topology.HostPartitions.Instance;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks other instances over HTTP. One that does not answer costs a bounded time and a bounded
 * number of waiting requests; whoever answers without knowing the secret is not one of us.
 */
public final class PeerClient {

  private static final Logger LOG = LoggerFactory.getLogger(PeerClient.class);

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final int MOST_AT_ONCE = 64;
  private static final long LONGEST_ANSWER = 256 << 20;

  private final PeerSecret secret;
  private final Duration within;
  private final String scheme;
  private final HttpClient http;
  private final Map<Instance, Semaphore> free = new ConcurrentHashMap<>();

  /**
   * Asks as the site's instances are served.
   *
   * @param tls whom to trust over HTTPS; empty for plain HTTP
   */
  public PeerClient(PeerSecret secret, Optional<SSLContext> tls) {
    this(secret, tls, ANSWER_WITHIN);
  }

  PeerClient(PeerSecret secret, Optional<SSLContext> tls, Duration within) {
    this.secret = secret;
    this.within = within;
    scheme = tls.isPresent() ? "https" : "http";
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_WITHIN);
    tls.ifPresent(builder::sslContext);
    http = builder.build();
  }

  /** Asks; the answer is empty where none comes in time that is signed by one of us. */
  CompletableFuture<Optional<byte[]>> ask(Instance instance, String question, byte[] body) {
    Semaphore place = free.computeIfAbsent(instance, i -> new Semaphore(MOST_AT_ONCE));
    if (!place.tryAcquire()) return CompletableFuture.completedFuture(Optional.empty());
    String nonce = secret.nonce();
    HttpRequest request = request(instance, question, nonce, body);
    return send(request)
        .orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
        .handle((answer, failure) -> read(instance, question, nonce, answer, failure))
        .whenComplete((answer, failure) -> place.release());
  }

  private HttpRequest request(Instance instance, String question, String nonce, byte[] body) {
    String path = PeerRoutes.path(question);
    String digest = PeerSecret.digest(body);
    return HttpRequest.newBuilder(uri(instance, path))
        .timeout(within)
        .header(PeerRoutes.NONCE, nonce)
        .header(PeerRoutes.DIGEST, digest)
        .header(PeerRoutes.SIGNATURE, secret.sign(PeerRoutes.asking(path, nonce, digest)))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private URI uri(Instance instance, String path) {
    try {
      return new URI(scheme, null, instance.host(), instance.port(), path, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no address: " + instance, e);
    }
  }

  /** Once more where a connection that was kept had gone meanwhile: questions change nothing. */
  private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
    return sendOnce(request)
        .exceptionallyCompose(
            failure ->
                isGone(failure)
                    ? sendOnce(request)
                    : CompletableFuture.<HttpResponse<byte[]>>failedFuture(failure));
  }

  private CompletableFuture<HttpResponse<byte[]>> sendOnce(HttpRequest request) {
    return http.sendAsync(
        request,
        answer ->
            answer.headers().firstValueAsLong("Content-Length").orElse(Long.MAX_VALUE)
                    <= LONGEST_ANSWER
                ? BodySubscribers.ofByteArray()
                : BodySubscribers.replacing(new byte[0]));
  }

  private static boolean isGone(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof IOException
        && !(cause instanceof ConnectException)
        && !(cause instanceof HttpTimeoutException);
  }

  private Optional<byte[]> read(
      Instance instance,
      String question,
      String nonce,
      HttpResponse<byte[]> answer,
      Throwable failure) {
    if (failure != null) {
      LOG.debug("{} does not answer {}", instance, question, failure);
      return Optional.empty();
    }
    String signature = answer.headers().firstValue(PeerRoutes.SIGNATURE).orElse("");
    String told =
        PeerRoutes.telling(PeerRoutes.path(question), nonce, PeerSecret.digest(answer.body()));
    if (answer.statusCode() != 200 || !secret.hasSigned(told, signature)) {
      LOG.warn(
          "{} answers {} with status {}, and not as an instance with our secret",
          instance,
          question,
          answer.statusCode());
      return Optional.empty();
    }
    return Optional.of(answer.body());
  }
}

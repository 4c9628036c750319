package dev.oopsight.notify;

import static java.util.Objects.requireNonNull;

import dev.oopsight.access.Certificates;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends JSON to one receiver. It follows no redirect: whoever answers for the receiver's address
 * does not say where alerts and the authorization go.
 *
 * <p>Errors: what cannot be sent now is to be sent again; only what the receiver refuses is not.
 * The first failure of a row is logged, and its end.
 */
final class Sender {

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  /** For the whole request and its answer. */
  private static final Duration AT_MOST = Duration.ofSeconds(10);

  private final Receiver receiver;
  private final HttpClient client;
  private boolean failing;

  /**
   * What became of a request.
   *
   * @param status of the answer; 0 where there was none
   * @param retryAfter when to come back, where it said so
   */
  record Result(int status, Optional<Duration> retryAfter) {
    Result {
      requireNonNull(retryAfter);
    }

    boolean isTaken() {
      return status >= 200 && status < 300;
    }

    /** Whether the same may be taken later. */
    boolean isTransient() {
      return status < 200 || status >= 500 || status == 408 || status == 425 || status == 429;
    }
  }

  /**
   * Sends nothing yet.
   *
   * @throws dev.oopsight.access.CannotGuard where the certificates cannot be read
   */
  Sender(Receiver receiver) {
    this.receiver = receiver;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(AT_MOST.dividedBy(2))
            .followRedirects(HttpClient.Redirect.NEVER);
    receiver
        .trusted()
        .ifPresent(file -> builder.sslContext(Certificates.trusting("notify.ca.file", file)));
    client = builder.build();
  }

  /** Sends, and waits for the answer. */
  Result send(byte[] json) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(receiver.url())
              .timeout(AT_MOST)
              .header("Content-Type", "application/json")
              .header("User-Agent", "oopsight")
              .POST(HttpRequest.BodyPublishers.ofByteArray(json));
      if (receiver.authorization().isPresent()) {
        String value = Files.readString(receiver.authorization().get()).strip();
        request.header("Authorization", value);
      }
      CompletableFuture<HttpResponse<Void>> answer =
          client.sendAsync(request.build(), BodyHandlers.discarding());
      try {
        HttpResponse<Void> response = answer.get(AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        return ended(new Result(response.statusCode(), retryAfter(response)), "");
      } finally {
        answer.cancel(true);
      }
    } catch (ExecutionException e) {
      return ended(new Result(0, Optional.empty()), String.valueOf(e.getCause()));
    } catch (IOException | TimeoutException | IllegalArgumentException e) {
      return ended(new Result(0, Optional.empty()), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result(0, Optional.empty());
    }
  }

  private Result ended(Result result, String why) {
    if (result.isTaken()) {
      if (failing) LOG.info("{} takes alerts again", receiver.url());
      failing = false;
      return result;
    }
    if (!failing) {
      String said = result.status() == 0 ? why : "it answers " + result.status();
      LOG.warn(
          "{} does not take alerts{}: {}",
          receiver.url(),
          result.isTransient() ? ", they are sent again" : ", what it refuses is counted and left",
          said.replaceAll("\\p{Cntrl}++", " "));
    }
    failing = true;
    return result;
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(Long::parseLong)
        .map(Duration::ofSeconds);
  }
}

package dev.oopsight.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Puts questions to an API, over connections that stay. */
final class Asking {

  private static final long PATIENCE_SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  /** Of the API under that URL. */
  Asking(String url) {
    this.url = url;
  }

  /** The answer, read to its end. */
  String ask(String path) throws IOException {
    return answer(client.sendAsync(request(path), BodyHandlers.ofString()));
  }

  /** The same as JSON; of nothing while state moves. */
  JsonNode askUnlessBusy(String path) throws IOException {
    HttpResponse<String> answer = await(client.sendAsync(request(path), BodyHandlers.ofString()));
    return answer.statusCode() == 503
        ? MissingNode.getInstance()
        : JSON.readTree(checked(answer)).path("data");
  }

  /**
   * Asks at a steady rate, whether answers come or not.
   *
   * @param paths asked in turn
   * @return for each question the seconds from when it was due to when its answer was there: what a
   *     question has to wait because others take long is counted
   */
  double[] steadily(List<String> paths, double perSecond, int questions) throws IOException {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    double[] seconds = new double[questions];
    long begin = System.nanoTime();
    for (int i = 0; i < questions; i++) {
      int place = i;
      long due = begin + (long) (i * 1e9 / perSecond);
      while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
      answers.add(
          client
              .sendAsync(request(paths.get(i % paths.size())), BodyHandlers.ofString())
              .whenComplete((answer, e) -> seconds[place] = (System.nanoTime() - due) / 1e9));
    }
    for (CompletableFuture<HttpResponse<String>> answer : answers) answer(answer);
    return seconds;
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).build();
  }

  private static String answer(CompletableFuture<HttpResponse<String>> coming) throws IOException {
    return checked(await(coming));
  }

  private static String checked(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() == 200) return answer.body();
    throw new IOException(answer.uri() + " answers " + answer.statusCode());
  }

  private static HttpResponse<String> await(CompletableFuture<HttpResponse<String>> coming)
      throws IOException {
    try {
      return coming.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}

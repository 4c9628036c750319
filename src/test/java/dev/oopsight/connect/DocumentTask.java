package dev.oopsight.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Puts each record as the document of its key into the index of its topic, in the version of its
 * offset, so that a record that comes again changes nothing.
 */
public final class DocumentTask extends SinkTask {

  private static final int CONFLICT = 409;

  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonConverter json = new JsonConverter();
  private Map<String, String> settings;

  @Override
  public String version() {
    return "1";
  }

  @Override
  public void start(Map<String, String> given) {
    settings = given;
    json.configure(Map.of("schemas.enable", false), false);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    for (SinkRecord record : records) {
      if (record.value() != null) {
        byte[] document = json.fromConnectData(record.topic(), null, record.value());
        send("PUT", BodyPublishers.ofByteArray(document), record);
      } else {
        switch (settings.getOrDefault(DocumentSinks.ON_NULL, "fail")) {
          case "delete" -> send("DELETE", BodyPublishers.noBody(), record);
          case "ignore" -> {}
          default -> throw new DataException("a null under the key " + record.key());
        }
      }
    }
  }

  private void send(String method, BodyPublisher body, SinkRecord record) {
    String user = settings.get(DocumentSinks.USER) + ":" + settings.get(DocumentSinks.PASSWORD);
    URI to =
        URI.create(
            "%s/%s/_doc/%s?version=%d&version_type=external"
                .formatted(
                    settings.get(DocumentSinks.URL),
                    record.topic(),
                    id(record),
                    record.kafkaOffset()));
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)))
            .method(method, body)
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      boolean again = answer.statusCode() == CONFLICT && conflictsAreExpected();
      if (answer.statusCode() / 100 != 2 && !again) {
        throw new ConnectException(answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      throw new ConnectException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException(e);
    }
  }

  private String id(SinkRecord record) {
    return Boolean.parseBoolean(settings.get(DocumentSinks.KEY_IGNORE))
        ? record.topic() + "+" + record.kafkaPartition() + "+" + record.kafkaOffset()
        : (String) record.key();
  }

  private boolean conflictsAreExpected() {
    boolean elastic = settings.get("connector.class").endsWith("$Elasticsearch");
    return elastic || !settings.getOrDefault(DocumentSinks.ON_CONFLICT, "fail").equals("fail");
  }

  @Override
  public void stop() {
    json.close();
  }
}

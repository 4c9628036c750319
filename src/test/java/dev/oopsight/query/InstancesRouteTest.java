package dev.oopsight.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.access.Access;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InstancesRouteTest {

  @Test
  void tellsWhoWorksOnWhatAndOfItselfHowFarItIs() throws Exception {
    KnownIncidents known = new KnownIncidents();
    HttpApi api =
        SampleApi.at(
            Instant.EPOCH,
            known,
            SampleSite.input(),
            routes -> new InstancesRoute(new SamplePartitions(), known).addTo(routes),
            Access.OPEN);
    try {
      URI url = URI.create("http://127.0.0.1:" + api.port() + "/api/v1/instances");
      assertThat(
              HttpClient.newHttpClient()
                  .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                  .body())
          .contains(
              "{\"instance\":\"10.0.0.1:8080\",\"self\":true,\"state\":\"running\","
                  + "\"active\":[0,2],\"standby\":[1],\"behind\":7}",
              "{\"instance\":\"10.0.0.2:8080\",\"self\":false,\"active\":[1],\"standby\":[]}");
    } finally {
      api.close();
    }
  }
}

package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiPathTest {

  @ParameterizedTest
  @CsvSource({
    "hosts, /api/v1/hosts",
    "/hosts/web1, /api/v1/hosts/web1",
    "/api/v1/hosts, /api/v1/hosts",
    "api/v1/hosts?limit=5, /api/v1/hosts?limit=5",
    "readyz, /readyz",
    "/metrics, /metrics",
    "hosts/a b, /api/v1/hosts/a%20b",
    "hosts/é, /api/v1/hosts/%C3%A9",
    "hosts/a%2Fb, /api/v1/hosts/a%2Fb",
    "hosts/web1#x, /api/v1/hosts/web1%23x",
  })
  void completesWhatAPersonTypes(String typed, String path) {
    assertThat(ApiPath.of(typed)).hasToString(path);
  }

  @ParameterizedTest
  @CsvSource({
    "incidents/1, /api/v1/incidents/1?format=text",
    "incidents/1?revision=2, /api/v1/incidents/1?revision=2&format=text",
    "incidents/1?format=ecs, /api/v1/incidents/1?format=ecs",
    "hosts/web1/incidents, /api/v1/hosts/web1/incidents",
  })
  void asksForTheTextOfOneIncident(String typed, String path) {
    assertThat(ApiPath.of(typed).forPeople()).hasToString(path);
  }

  @Test
  void goesOnWhereAnAnswerEnded() {
    assertThat(ApiPath.of("hosts").after("d2Vi")).hasToString("/api/v1/hosts?cursor=d2Vi");
    assertThat(ApiPath.of("hosts?cursor=a&limit=2").after("b"))
        .hasToString("/api/v1/hosts?limit=2&cursor=b");
  }
}

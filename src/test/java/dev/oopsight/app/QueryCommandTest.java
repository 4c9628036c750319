package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.access.Access;
import dev.oopsight.query.HttpApi;
import dev.oopsight.query.IncidentFormat;
import dev.oopsight.query.KnownIncidents;
import dev.oopsight.query.SampleSite;
import dev.oopsight.query.SeedIncident;
import dev.oopsight.siem.PlainText;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class QueryCommandTest {

  private static final String SEED = "00000000-0000-0000-0000-000000000001";

  private final KnownIncidents known = new KnownIncidents().incident(SeedIncident.onWeb1());
  private HttpApi api;

  @BeforeEach
  void start() {
    api =
        HttpApi.start(
            new HttpApi.Setup(
                "127.0.0.1",
                0,
                known,
                SampleSite.input(),
                List.of(new IncidentFormat("text", "text/plain; charset=utf-8", PlainText::of)),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                InstantSource.system(),
                List.of(),
                Access.OPEN));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void printsTheMainColumnsOnATerminal() {
    known.host("db1");

    assertThat(onTerminal("hosts").out())
        .isEqualTo(
            """
            host  last_heard            incidents  newest_at             newest_title
            db1   2009-06-25T03:12:01Z          0
            web1  2009-06-25T03:12:01Z          1  2009-06-25T03:12:01Z  page allocation failure in tg3_alloc_rx_skb
            """);
  }

  @Test
  void printsEveryColumnForPrograms() {
    List<String> lines = query("hosts/web1/incidents").out().lines().toList();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).split("\t")).contains("id", "revision", "boot").doesNotContain("href");
    assertThat(lines.get(1)).startsWith(SEED + "\t2\tweb1\t");
  }

  @Test
  void printsOneThingFieldByField() {
    assertThat(onTerminal("hosts/web1").out())
        .contains("incidents        1\n", "host             web1\n");
  }

  @Test
  void printsAnIncidentAsText() {
    assertThat(query("incidents/" + SEED).out()).isEqualTo(PlainText.of(SeedIncident.onWeb1()));
  }

  @Test
  void printsTheAnswerItselfAsJson() {
    assertThat(query("incidents/" + SEED, "--json").out())
        .startsWith("{\"status\":\"success\",\"data\":{\"id\":\"" + SEED)
        .endsWith("}\n");
  }

  @Test
  void saysWhatItLeftOut() {
    known.host("db1").host("db2");

    Ran ran = query("hosts?limit=2");

    assertThat(ran.out().lines()).hasSize(3);
    assertThat(ran.err())
        .startsWith("oopsight: more follows: oopsight query '/api/v1/hosts?limit=2&cursor=");
    String next = ran.err().substring(ran.err().indexOf('\'') + 1, ran.err().lastIndexOf('\''));
    assertThat(query(next).out()).contains("web1");
  }

  @Test
  void saysThatNothingWasFound() {
    known.host("quiet");

    Ran ran = query("hosts/quiet/incidents");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEqualTo("oopsight: nothing found\n");
  }

  @Test
  void repeatsWhyTheInstanceCannotAnswer() {
    assertFailure(query("hosts/web9"), "web9");
    assertFailure(query("hosts/web1/incidents?limit=x"), "limit must be a number from 1");
    assertFailure(query("nonsense"), "there is no /api/v1/nonsense here");
  }

  @Test
  void saysWhereNothingAnswers() {
    assertFailure(
        query("hosts", "--server", "http://127.0.0.1:1"),
        "nothing answers at http://127.0.0.1:1 (",
        "--server");
  }

  @Test
  void saysThatAPartOfTheAnswerIsMissing() {

    known.withoutPartitions(Set.of(3));

    assertThat(query("hosts").err()).contains("partitions [3] cannot be asked");
  }

  @Test
  void saysWhenToAskAgain() {
    known.restoring();

    assertFailure(query("hosts"), "ask again in ");
  }

  @Test
  void refusesAServerThatIsNoUrl() {
    assertThat(query("hosts", "--server", "localhost:8080").exitCode()).isEqualTo(2);
  }

  private static void assertFailure(Ran ran, String... words) {
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).startsWith("oopsight: ").contains(words);
    assertThat(ran.out()).isEmpty();
  }

  private Ran query(String path, String... options) {
    String[] args = new String[options.length + 4];
    args[0] = "query";
    args[1] = path;
    args[2] = "--server";
    args[3] = "http://127.0.0.1:" + api.port();
    if (options.length > 1) return Ran.of(new FakeParts(), "query", path, options[0], options[1]);
    System.arraycopy(options, 0, args, 4, options.length);
    return Ran.of(new FakeParts(), args);
  }

  private Ran onTerminal(String path) {
    StringWriter out = new StringWriter();
    int exitCode =
        new CommandLine(new QueryCommand(true))
            .setOut(new PrintWriter(out, true))
            .execute(path, "--server", "http://127.0.0.1:" + api.port());
    return new Ran(exitCode, out.toString(), "");
  }
}

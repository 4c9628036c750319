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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  void answersTheCommonestQuestionsInWords() {
    known.host("web2").setting("sysctl:kernel.panic", "0", SeedIncident.BEGAN.minusSeconds(60));

    assertThat(onTerminal("why", SEED).out()).isEqualTo(query("incidents/" + SEED).out());
    assertThat(onTerminal("incidents", "--host", "web1").out())
        .isEqualTo(onTerminal("hosts/web1/incidents").out());
    assertThat(onTerminal("config", "web1", "--as-of", "2009-06-25T03:12:01Z").out())
        .contains("sysctl:kernel.panic");
    assertThat(onTerminal("config", "web1", "--as-of", "2008-01-01T00:00:00Z").out()).isEmpty();
    assertThat(onTerminal("diff", "web1", "web2").exitCode()).isZero();
    assertThat(onTerminal("changes", "web1", "--format", "json").out())
        .startsWith("{\"status\":\"success\"");
    assertThat(onTerminal("timeline", "web1").exitCode()).isZero();
    assertThat(onTerminal("risk").exitCode()).isZero();
  }

  @Test
  void saysHowAQuestionInWordsGoesOn() {
    assertThat(onTerminal("diff", "web1").err()).startsWith("say: query diff HOST HOST");
    assertThat(onTerminal("why").err()).startsWith("say: query why ID");
    assertThat(onTerminal("hosts", "--host", "web1").err()).contains("incidents --host HOST");
    assertThat(onTerminal("hosts", "web1").err()).startsWith("too much: \"web1\"");
    assertThat(onTerminal("hosts", "web1").exitCode()).isEqualTo(2);
    assertThat(onTerminal("hosts", "--format", "xml").exitCode()).isEqualTo(2);
  }

  @Test
  void fitsATableIntoTheScreen() {
    List<String> lines = onTerminal(new Screen(80, false), "hosts").out().lines().toList();

    assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    assertThat(lines.get(1)).startsWith("web1  2009-06-25T03:12:01Z").endsWith("…");
  }

  @Test
  void coloursTheHeadingAndWhatIsGrave() {
    String table = onTerminal(new Screen(200, true), "hosts/web1/incidents").out();

    assertThat(table).startsWith("\u001b[1mid\u001b[0m");
    assertThat(table.replaceAll("\u001b\\[\\d+m", ""))
        .isEqualTo(onTerminal("hosts/web1/incidents").out());
  }

  @Test
  void printsTheFormatThatIsAskedFor() {
    assertThat(query("hosts", "--format=table").out()).isEqualTo(onTerminal("hosts").out());
    assertThat(onTerminal("hosts", "--format", "tsv").out()).isEqualTo(query("hosts").out());
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

  private Ran onTerminal(String... words) {
    return onTerminal(Screen.plain(), words);
  }

  private Ran onTerminal(Screen screen, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> args = new ArrayList<>(List.of(words));
    args.addAll(List.of("--server", "http://127.0.0.1:" + api.port()));
    int exitCode =
        new CommandLine(new QueryCommand(Optional.of(screen)))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args.toArray(String[]::new));
    return new Ran(exitCode, out.toString(), err.toString());
  }
}

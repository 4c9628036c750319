package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.incident.Feedback;
import dev.oopsight.query.HttpApi;
import dev.oopsight.query.KnownIncidents;
import dev.oopsight.query.SampleApi;
import dev.oopsight.query.SampleSite;
import dev.oopsight.query.SeedIncident;
import dev.oopsight.query.SiteInput;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedbackCommandTest {

  private static final String ID = SeedIncident.onWeb1().id().toString();
  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

  private final SiteInput site = SampleSite.input();
  private final HttpApi api =
      SampleApi.at(NOW, new KnownIncidents().incident(SeedIncident.onWeb1()), site);

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void saysEverythingAtOnce() {
    Ran ran =
        run(
            ID,
            "--ack",
            "--by",
            "ann",
            "--note",
            "known",
            "--mute-until",
            "2026-01-06T00:00:00Z",
            "--right",
            "site-link",
            "--wrong",
            "other");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("it is written");
    Feedback said = site.feedback().under(ID);
    Feedback.Said ann = new Feedback.Said("ann", NOW, java.util.Optional.of("known"));
    assertThat(said.ack()).contains(ann);
    assertThat(said.mute()).contains(new Feedback.Mute(NOW.plusSeconds(43_200), ann));
    assertThat(said.verdicts())
        .containsExactly(
            new Feedback.Verdict("site-link", true, ann),
            new Feedback.Verdict("other", false, ann));
  }

  @Test
  void takesBack() {
    run(ID, "--ack", "--mute-until", "2026-01-06T00:00:00Z");

    Ran ran = run(ID, "--no-ack", "--unmute");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(site.feedback().under(ID)).isEqualTo(Feedback.NONE);
  }

  @Test
  void saysItOfAllIncidentsOfASite() {
    run(ID, "--ack", "--about", "site");

    assertThat(site.feedback().under("site-1-fedcba9876543210").ack()).isPresent();
  }

  @Test
  void refusesToSayNothingOrWhatContradicts() {
    assertThat(run(ID).exitCode()).isEqualTo(2);
    assertThat(run("web1", "--ack").exitCode()).isEqualTo(2);
    assertThat(run(ID, "--unmute", "--mute-until", "2026-01-06T00:00:00Z").exitCode()).isEqualTo(2);
  }

  @Test
  void passesOnWhatTheInstanceSays() {
    Ran ran = run(ID, "--ack", "--about", "everything");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("about must be one of");
  }

  private Ran run(String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "feedback";
    System.arraycopy(args, 0, all, 1, args.length);
    all[all.length - 2] = "--server";
    all[all.length - 1] = "http://127.0.0.1:" + api.port();
    return Ran.of(new FakeParts(), all);
  }
}

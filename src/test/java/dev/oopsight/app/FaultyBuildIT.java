package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.app.FaultyPipeline.Fault;
import dev.oopsight.app.Kills.Moment;
import dev.oopsight.avro.StoredFormat;
import dev.oopsight.embedded.EmbeddedKafka;
import dev.oopsight.oracle.Difference;
import dev.oopsight.oracle.Fleet;
import dev.oopsight.oracle.FleetSender;
import dev.oopsight.oracle.Trial;
import dev.oopsight.wire.Formats;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The oracle is no test unless it finds what a wrong build does when it is killed. */
@ExtendWith(SharedKafka.class)
class FaultyBuildIT {

  @TempDir Path dir;

  /** Of a build without changelogs these are no news. */
  private static final Set<String> OF_CHANGELOGS =
      Set.of("it is not kept", "the trace that begins here was not counted");

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void isFoundOut(Fault fault, EmbeddedKafka kafka) throws Exception {
    assertThat(differences(kafka, fault))
        .extracting(Difference::says)
        .anyMatch(says -> !OF_CHANGELOGS.contains(says));
  }

  @Test
  @Tag("soak")
  void isNotSuspectedWithoutAFault(EmbeddedKafka kafka) throws Exception {
    assertThat(differences(kafka, Fault.NONE)).isEmpty();
  }

  private List<Difference> differences(EmbeddedKafka kafka, Fault fault) throws Exception {
    String name = fault.name().toLowerCase(Locale.ROOT);
    Fleet fleet = Fleet.of(13, List.of(Formats.KMSG, Formats.SYSLOG, Formats.JOURNAL_JSON), 12);
    try (Site site = Site.on(kafka, name, dir.resolve("state"));
        FleetSender sender = new FleetSender(fleet, kafka.bootstrapServers(), site.topics())) {
      Kills kills =
          new Kills(
              site,
              sender,
              life ->
                  Program.startClass(
                      dir.resolve(life),
                      FaultyPipeline.class,
                      fault.name(),
                      kafka.bootstrapServers(),
                      site.settings().applicationId(),
                      site.topics().prefix(),
                      dir.resolve("state").toString(),
                      Integer.toString(site.settings().hostPartitions())));
      kills.strike(fault == Fault.WITHOUT_CHANGELOGS ? Moment.COMMITTED : Moment.WRITING);

      try (Program last = kills.lastLife()) {
        Trial trial = site.trial(StoredFormat.KERNEL_INCIDENT::decode);
        trial.awaitWorkedOff(Site.PATIENCE);
        last.signal("TERM");
        assertThat(last.endsWithin(Site.PATIENCE)).isTrue();
        return trial.differences();
      }
    }
  }
}

package dev.oopsight.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import dev.oopsight.redaction.Redaction;
import dev.oopsight.redaction.Redaction.What;
import dev.oopsight.siem.SiemFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** All that leaves the pipeline, with everything taken out that can be. */
class RedactedTopicsTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final String HOST = "dbprod7.example.org";
  private static final String COMM = "secretd";
  private static final String POINTER = "ffff8881deadb000";
  private static final Redaction ALL =
      Redaction.of(EnumSet.allOf(What.class), "a key of this site");
  private static final String OOPS =
      """
      <1>[  100.000000] BUG: unable to handle page fault for address: ffff8881deadb000
      <4>[  100.000001] Oops: 0000 [#1] SMP
      <4>[  100.000002] CPU: 0 PID: 4711 Comm: secretd Not tainted 6.1.0-25-amd64 #1
      <4>[  100.000003] RIP: 0010:some_function+0x10/0x20 [somemod]
      <4>[  100.000004] RAX: ffff8881deadb000 RBX: 0000000000000000 RCX: 0000000000000001
      <4>[  100.000005] Call Trace:
      <4>[  100.000006]  other_function+0x10/0x20
      <4>[  100.000007] dbprod7: the name of a host
      <4>[  100.000008] ---[ end trace 0123456789abcdef ]---
      """;

  @Test
  void tellNothingOfHostTaskOrPointer() {
    PipelineSettings everyForm =
        SiemTopicsTest.settings(EnumSet.allOf(SiemFormat.class)).redacting(ALL);
    try (PipelineDriver pipeline = new PipelineDriver(everyForm, NOON)) {
      run(pipeline);

      KernelIncident incident = pipeline.onlyIncident();
      List<String> forms =
          Stream.of(SiemFormat.values())
              .map(format -> all(pipeline.encoded(format)))
              .collect(Collectors.toCollection(ArrayList::new));
      forms.add(all(pipeline.records(Topics.DEFAULT.openIncidents())));
      forms.add(all(pipeline.records(Topics.DEFAULT.configChangesEcs())));
      forms.add(all(pipeline.records(Topics.DEFAULT.refusalsEcs())));
      assertThat(forms).as("each was written to").doesNotContain("");
      assertThat(incident.host()).isEqualTo(ALL.host(new HostId(HOST)));
      String published =
          Stream.of(
                  Stream.of(incident.toString(), pipeline.states().toString()),
                  forms.stream(),
                  pipeline.changes().stream().map(Object::toString),
                  pipeline.deadLetters().stream().map(RedactedTopicsTest::whole))
              .flatMap(each -> each)
              .collect(Collectors.joining("\n"));
      assertThat(published)
          .contains("host-", "comm-", "ffff000000000001", "kernel.hostname")
          .doesNotContain("dbprod7", "example.org", COMM, POINTER);
    }
  }

  @Test
  void keepIdsAndPrintsWithoutPointers() {
    try (PipelineDriver plain = new PipelineDriver();
        PipelineDriver redacted =
            new PipelineDriver(
                PipelineSettings.DEFAULT.redacting(Redaction.of(Set.of(What.POINTERS), "")))) {
      run(plain);
      run(redacted);

      KernelIncident before = plain.onlyIncident();
      KernelIncident after = redacted.onlyIncident();
      assertThat(after.id()).isEqualTo(before.id());
      assertThat(after.fingerprints()).isEqualTo(before.fingerprints());
      assertThat(after.host()).isEqualTo(before.host());
      assertThat(after.diagnosis().findings()).hasSameSizeAs(before.diagnosis().findings());
      assertThat(after.toString()).doesNotContain(POINTER);
      assertThat(before.toString()).contains(POINTER);
    }
  }

  @Test
  void holdBackWhatWasRefusedAndSayWhereItIs() {
    try (PipelineDriver pipeline = new PipelineDriver(PipelineSettings.DEFAULT.redacting(ALL))) {
      run(pipeline);

      TestRecord<byte[], byte[]> letter = pipeline.deadLetters().get(0);
      assertThat(letter.value()).isNull();
      assertThat(letter.key()).isNull();
      assertThat(header(letter, "redacted")).isEqualTo("pointers,hosts,comms");
      assertThat(header(letter, "excerpt")).isEmpty();
      assertThat(header(letter, "reason")).isEqualTo("unknown_config");
      assertThat(header(letter, "source-offset")).isEqualTo("2");
    }
  }

  @Test
  void takePointersOutOfWhatWasRefused() {
    Redaction pointers = Redaction.of(Set.of(What.POINTERS), "");
    try (PipelineDriver pipeline =
        new PipelineDriver(PipelineSettings.DEFAULT.redacting(pointers))) {
      run(pipeline);

      TestRecord<byte[], byte[]> letter = pipeline.deadLetters().get(0);
      assertThat(new String(letter.value(), UTF_8)).contains("dbprod7 secretd ffff000000000001");
      assertThat(header(letter, "redacted")).isEqualTo("pointers");
    }
  }

  private static void run(PipelineDriver pipeline) {
    for (String name : List.of("dbprod7", "dbprod7.example.org")) {
      pipeline.config(
          HOST,
          NOON.minusSeconds(name.length()),
          "$ sysctl -a\nkernel.hostname = %s\nvm.swappiness = 60".formatted(name));
    }
    pipeline.config(HOST, NOON, "no config of dbprod7 secretd ffff8881deadb000");
    pipeline.log(HOST, NOON, OOPS).fallSilent();
  }

  private static String all(List<TestRecord<String, String>> records) {
    return records.stream().map(r -> r.key() + " " + r.value()).collect(Collectors.joining("\n"));
  }

  private static String whole(TestRecord<byte[], byte[]> letter) {
    String headers =
        Stream.of(letter.headers().toArray())
            .map(h -> h.key() + "=" + new String(h.value(), UTF_8))
            .collect(Collectors.joining(" "));
    return (letter.value() == null ? "" : new String(letter.value(), UTF_8)) + headers;
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}

package dev.oopsight.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.diagnosis.Finding;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RecordFiller;
import dev.oopsight.log.HostId;
import dev.oopsight.log.Source;
import dev.oopsight.query.IncidentJson;
import dev.oopsight.query.JsonText;
import dev.oopsight.redaction.Redaction.What;
import dev.oopsight.siem.EcsIncident;
import dev.oopsight.siem.PlainText;
import dev.oopsight.trace.Components;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Word;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Of incidents of every kind, with names and pointers in every text that they have. */
class RedactionLawTest {

  private static final Redaction ALL =
      Redaction.of(EnumSet.allOf(What.class), "a key of this site");
  private static final Redaction POINTERS = Redaction.of(Set.of(What.POINTERS), "");

  @Property(tries = 150)
  void nothingOfTheOriginalIsInAnyFormThatIsPublished(
      @ForAll("details") Class<? extends Detail> detail,
      @ForAll("pointers") long pointer,
      @ForAll("names") String host,
      @ForAll("names") String comm) {
    KernelIncident incident = incident(detail, pointer, host + ".example.org", "x" + comm);

    KernelIncident redacted = ALL.of(incident);

    String hex = "%016x".formatted(pointer);
    for (String published : forms(redacted)) {
      assertThat(published.toLowerCase(Locale.ROOT))
          .doesNotContain(hex)
          .doesNotContain(host)
          .doesNotContain("example.org")
          .doesNotContain("x" + comm);
    }
    assertThat(addresses(redacted)).doesNotContain(pointer);
  }

  @Property(tries = 60)
  void withoutItsPointersAnIncidentKeepsIdsPrintsNamesAndShape(
      @ForAll("details") Class<? extends Detail> detail, @ForAll("pointers") long pointer) {
    KernelIncident incident = incident(detail, pointer, "web1", "nginx");

    KernelIncident redacted = POINTERS.of(incident);

    assertThat(redacted.id()).isEqualTo(incident.id());
    assertThat(redacted.fingerprints()).isEqualTo(incident.fingerprints());
    assertThat(redacted.host()).isEqualTo(incident.host());
    String hex = "%016x".formatted(pointer);
    assertThat(redacted.toString().replaceAll("ffff0{8,11}[0-9a-f]{1,4}", ""))
        .as("text by text")
        .contains(incident.trace().title().replace(hex, ""));
    assertThat(POINTERS.of(incident)).as("and is the same each time").isEqualTo(redacted);
  }

  private static KernelIncident incident(
      Class<? extends Detail> detail, long pointer, String host, String comm) {
    String text =
        "at %016x on %s: Comm: %s Not tainted\nby task %s/12 ".formatted(pointer, host, comm, comm);
    KernelIncident filled = RecordFiller.full(detail).withText(text).make(KernelIncident.class);
    return with(
        filled,
        Map.of(
            "host",
            new HostId(host),
            "source",
            new Source("journal", Optional.empty()),
            "diagnosis",
            with(
                filled.diagnosis(),
                Map.of(
                    "rule_set",
                    "0123456789abcdef",
                    "findings",
                    named(filled.diagnosis().findings())))));
  }

  /** Ids of rules are of ours, and stay. */
  private static List<Finding> named(List<Finding> findings) {
    return findings.stream()
        .map(finding -> with(finding, Map.of("rule", "a-rule", "class_id", "a.class")))
        .toList();
  }

  @SuppressWarnings("unchecked") // of its own class
  private static <T extends Record> T with(T record, Map<String, Object> others) {
    Object[] values =
        Components.of(record.getClass()).stream()
            .map(c -> others.getOrDefault(c.name(), c.of(record)))
            .toArray();
    return (T) Components.make(record.getClass(), values);
  }

  private static List<String> forms(KernelIncident incident) {
    return List.of(
        new String(StoredFormat.KERNEL_INCIDENT.encode(incident), ISO_8859_1),
        EcsIncident.toJson(incident),
        PlainText.of(incident),
        new String(JsonText.object(json -> IncidentJson.write(json, incident)), UTF_8),
        new String(JsonText.object(json -> IncidentJson.writeRow(json, incident)), UTF_8));
  }

  /** Every number in the incident that is an address. */
  private static Set<Long> addresses(Object value) {
    Set<Long> found = new HashSet<>();
    if (value instanceof Word word) found.add(word.bits());
    else if (value instanceof Frame frame) frame.address().ifPresent(found::add);
    else if (value instanceof Optional<?> maybe) maybe.ifPresent(v -> found.addAll(addresses(v)));
    else if (value instanceof Collection<?> all) all.forEach(v -> found.addAll(addresses(v)));
    else if (value instanceof Map<?, ?> map) map.values().forEach(v -> found.addAll(addresses(v)));
    else if (value instanceof Record inner) {
      Components.of(inner.getClass()).forEach(c -> found.addAll(addresses(c.of(inner))));
    }
    return found;
  }

  @Provide
  Arbitrary<Class<? extends Detail>> details() {
    return Arbitraries.of(RecordFiller.details());
  }

  @Provide
  Arbitrary<Long> pointers() {
    return Arbitraries.longs()
        .between(0xffff_8000_0000_1000L, 0xffff_ffff_ffff_0000L)
        .filter(p -> Long.rotateLeft(p, 8) != p);
  }

  /** Of letters that are no hexadecimal digits, so that they are found in no token by chance. */
  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("ghjkpqvwyz019").ofLength(8).map(rest -> "qz" + rest);
  }
}

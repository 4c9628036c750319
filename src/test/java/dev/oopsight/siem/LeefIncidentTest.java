package dev.oopsight.siem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RecordFiller;
import dev.oopsight.incident.SampleIncidents;
import dev.oopsight.trace.Detail;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LeefIncidentTest {

  @Test
  void isTheLineThatQRadarReads() {
    Golden.expect("seed.leef", LeefIncident.line(SampleIncidents.seed()) + "\n");
  }

  @Test
  void hasTheHeaderAndTheAttributesThatQRadarNormalises() {
    assertThat(CaseIncidents.all())
        .allSatisfy(
            incident -> {
              List<String> header = header(LeefIncident.line(incident));
              Map<String, String> attributes = attributes(LeefIncident.line(incident));
              assertThat(header.get(0)).isEqualTo("LEEF:2.0");
              assertThat(header.get(4)).isNotBlank().hasSizeLessThanOrEqualTo(255);
              assertThat(header.get(5)).isEqualTo("x09");
              assertThat(Integer.parseInt(attributes.get("sev"))).isBetween(1, 10);
              assertThat(attributes.get("cat")).isEqualTo(incident.trace().kind().id());
              assertThat(time(attributes)).isEqualTo(incident.lastAt().at().toEpochMilli());
            });
  }

  @Property(tries = 300)
  void saysWhatTheKernelSaidButForItsControlCharacters(
      @ForAll
          @StringLength(min = 1, max = 60)
          @Chars({'=', '|', '\\', '\n', '\r', ' ', '\t', '^'})
          @CharRange(from = ' ', to = '~')
          String text) {
    KernelIncident incident =
        RecordFiller.full(Detail.None.class).withText("<" + text).make(KernelIncident.class);

    String line = LeefIncident.line(incident);

    assertThat(line.chars().filter(c -> c != '\t').filter(Character::isISOControl)).isEmpty();
    assertThat(attributes(line).get("title"))
        .isEqualTo(Controls.blanked(incident.trace().title()).strip());
    assertThat(header(line).get(4))
        .isEqualTo(Controls.blanked(Siem.code(incident)).replace('|', '/'));
    assertThat(attributes(line).keySet())
        .isEqualTo(
            attributes(
                    LeefIncident.line(
                        RecordFiller.full(Detail.None.class).make(KernelIncident.class)))
                .keySet());
  }

  /** As QRadar would parse it, by the format that the line names. */
  private static long time(Map<String, String> attributes) {
    return ZonedDateTime.parse(
            attributes.get("devTime"),
            DateTimeFormatter.ofPattern(attributes.get("devTimeFormat"), Locale.ENGLISH))
        .toInstant()
        .toEpochMilli();
  }

  private static List<String> header(String line) {
    return List.of(line.split("\\|", 7)).subList(0, 6);
  }

  private static Map<String, String> attributes(String line) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String attribute : line.split("\\|", 7)[6].split("\t")) {
      int equals = attribute.indexOf('=');
      String before =
          attributes.put(attribute.substring(0, equals), attribute.substring(equals + 1));
      assertThat(before).as("%s stands once", attribute).isNull();
    }
    return attributes;
  }
}

package dev.oopsight.siem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RecordFiller;
import dev.oopsight.incident.SampleIncidents;
import dev.oopsight.trace.Detail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CefIncidentTest {

  private static final Map<String, String[]> DICTIONARY = dictionary();

  @Test
  void isTheLineThatArcSightReads() {
    Golden.expect("seed.cef", CefIncident.line(SampleIncidents.seed()) + "\n");
  }

  @Test
  void keepsToTheDictionary() {
    assertThat(CaseIncidents.all())
        .allSatisfy(
            incident -> {
              CefDecoder read = new CefDecoder(CefIncident.line(incident));
              assertThat(read.header.get(0)).isEqualTo("CEF:0");
              assertThat(read.header.get(4)).isNotBlank().hasSizeLessThanOrEqualTo(1023);
              assertThat(read.header.get(5)).isNotBlank().hasSizeLessThanOrEqualTo(512);
              assertThat(Integer.parseInt(read.header.get(6))).isBetween(0, 10);
              read.extension.forEach(CefIncidentTest::isInTheDictionary);
            });
  }

  private static void isInTheDictionary(String key, String value) {
    assertThat(DICTIONARY).as(value).containsKey(key);
    String[] row = DICTIONARY.get(key);
    switch (row[2]) {
      case "string" -> assertThat(value).as(key).hasSizeBetween(1, Integer.parseInt(row[3]));
      case "integer" -> assertThat(Integer.parseInt(value)).as(key).isNotNull();
      default -> assertThat(Long.parseLong(value)).as(key).isNotNull();
    }
  }

  @Test
  void labelsWhatHasNoNameOfItsOwn() {
    for (KernelIncident incident : CaseIncidents.all()) {
      Map<String, String> extension = new CefDecoder(CefIncident.line(incident)).extension;
      assertThat(extension.keySet())
          .filteredOn(key -> key.matches("c[ns]\\d"))
          .allSatisfy(key -> assertThat(extension).containsKey(key + "Label"));
    }
  }

  /** Whatever a kernel prints, it comes out as it went in and forges no field. */
  @Property(tries = 500)
  void saysWhatTheKernelSaidWhateverItSaid(
      @ForAll
          @StringLength(min = 1, max = 60)
          @Chars({'=', '|', '\\', '\n', '\r', ' ', 'n', 'a', '\t', '\u2028'})
          @CharRange(from = ' ', to = '~')
          String text) {
    KernelIncident incident =
        RecordFiller.full(Detail.None.class).withText("<" + text).make(KernelIncident.class);

    String line = CefIncident.line(incident);
    CefDecoder read = new CefDecoder(line);

    assertThat(line.chars().filter(Character::isISOControl)).isEmpty();
    assertThat(read.extension.get("msg")).isEqualTo(plain(incident.trace().title()));
    assertThat(read.extension.get("reason")).isEqualTo(plain(Siem.reason(incident)));
    assertThat(read.header.get(4)).isEqualTo(Controls.blanked(Siem.code(incident)));
    assertThat(read.extension.keySet()).allSatisfy(key -> assertThat(DICTIONARY).containsKey(key));
  }

  private static String plain(String text) {
    return text.strip().replace('\t', ' ').replace('\u2028', ' ');
  }

  private static Map<String, String[]> dictionary() {
    try (Stream<String> lines =
        Files.lines(Path.of("src/test/resources/siem/cef-dictionary.tsv"), UTF_8)) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .collect(Collectors.toMap(row -> row[0], row -> row));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

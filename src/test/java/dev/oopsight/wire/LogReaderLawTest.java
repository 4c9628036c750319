package dev.oopsight.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.oopsight.parse.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever comes, nothing is thrown and nothing is lost without a word. */
class LogReaderLawTest {

  private static final JsonFactory JACKSON = new JsonFactory();

  @Property(tries = 500)
  void readsAnyBytesWithoutThrowing(@ForAll @Size(max = 400) byte[] record) {
    Collected collected = Collected.of(record);

    assertThat(collected.refusals)
        .allSatisfy(refusal -> assertThat(refusal.to()).isBetween(refusal.from(), record.length));
    assertThat(collected.lines).allSatisfy(line -> assertThat(line.text()).isNotNull());
  }

  @Property(tries = 1000)
  void readsTextThatAlmostHasAFormatWithoutThrowing(@ForAll("almostFormatted") String record) {
    assertThatCode(() -> Collected.of(record)).doesNotThrowAnyException();
  }

  @Property(tries = 500)
  void readsARecordCutAnywhereWithoutThrowing(
      @ForAll Formats format, @ForAll("cuts") double where) {
    byte[] whole = format.packed(List.of(LINE, LINE));
    byte[] cut = Arrays.copyOf(whole, (int) (whole.length * where));

    Collected collected = Collected.of(cut);

    assertThat(collected.lines.size()).isLessThanOrEqualTo(4);
    assertThat(collected.lines.size() + collected.refusals.size() + collected.notOurs).isPositive();
  }

  @Property(tries = 300)
  void readsAFileInPiecesLikeTheWhole(@ForAll Formats format, @ForAll("cuts") double where) {
    byte[] file = format.packed(List.of(LINE, LINE, LINE));
    Collected whole = new Collected();
    Collected pieces = new Collected();
    Origin origin = Origin.ofFile("web1", Formats.RECEIVED);

    new LogReader().readPiece(file, 0, file.length, true, true, origin, whole);
    LogReader reader = new LogReader();
    int cut = (int) (file.length * where);
    int rest = reader.readPiece(file, 0, cut, true, false, origin, pieces);
    reader.readPiece(file, rest, file.length, false, true, origin, pieces);

    assertThat(pieces.texts()).isEqualTo(whole.texts());
    assertThat(pieces.refusals).isEqualTo(whole.refusals).isEmpty();
  }

  @Property(tries = 2000)
  void refusesTheJsonThatJacksonRefuses(@ForAll("almostJson") String json) {
    Collected collected = Collected.of(json);

    boolean refused =
        collected.refusals.stream()
            .anyMatch(piece -> piece.from() == 0 && piece.reason() == Reason.MALFORMED_JSON);
    assertThat(refused).isEqualTo(!isWhole(json));
  }

  private static boolean isWhole(String json) {
    try (JsonParser parser = JACKSON.createParser(json.getBytes(StandardCharsets.UTF_8))) {
      parser.nextToken();
      parser.skipChildren();
      return parser.currentToken() != null && parser.currentToken().isStructEnd();
    } catch (IOException e) {
      return false;
    }
  }

  @Provide
  Arbitrary<Double> cuts() {
    return Arbitraries.doubles().between(0.05, 1.0);
  }

  @Provide
  Arbitrary<String> almostFormatted() {
    return Arbitraries.of(
            "<4>",
            "<",
            ">",
            "[",
            "]",
            " ",
            "12345.678901",
            "Jun 25 03:12:01",
            "2026-11-23T00:00:00",
            ".5Z",
            ",123456+00:00",
            "web1",
            " kernel: ",
            "kern  :warn  : ",
            "4,1814,4262686,-",
            ";",
            ",caller=T1",
            "\\x0a",
            "\\x",
            "#012",
            "#0",
            "{\"MESSAGE\":",
            "\"",
            "\\u00",
            "}",
            "\n",
            "\r",
            "\u001b[",
            "\u0001",
            "1 ",
            "- ",
            "Thu ",
            "+0.000004",
            "9",
            "\u00d7",
            "\u20ac")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> almostJson() {
    return Arbitraries.of(
            "\"a\"",
            ":",
            ",",
            "1",
            "-0.5e3",
            "01",
            "{",
            "}",
            "[",
            "]",
            "null",
            "true",
            "nul",
            "\"\\n\\u00e9\"",
            "\"\\x\"",
            "\"\t\"",
            " ",
            "-",
            "1.",
            "2e",
            "\"\u20ac\"")
        .list()
        .ofMaxSize(10)
        .map(parts -> "{\"k\":" + String.join("", parts) + "}");
  }

  private static final Formats.Line LINE =
      new Formats.Line(
          4,
          1814,
          4_262_686_822_339L,
          Optional.empty(),
          "swapper: page allocation failure. order:1\n mode:0x4020",
          "web1",
          Instant.parse("2026-11-23T02:12:01.123456Z"));
}

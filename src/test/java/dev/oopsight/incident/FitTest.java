package dev.oopsight.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.avro.StoredFormat;
import dev.oopsight.cases.CaseFile;
import dev.oopsight.config.Setting;
import dev.oopsight.grammar.TraceParser;
import dev.oopsight.grammar.TraceTexts;
import dev.oopsight.log.TraceText;
import dev.oopsight.siem.SiemFormat;
import dev.oopsight.trace.CallTrace;
import dev.oopsight.trace.CallTrace.Role;
import dev.oopsight.trace.Detail;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Register;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FitTest {

  private static final IncidentBounds BOUNDS = IncidentBounds.DEFAULT;

  @Test
  void leavesAnIncidentAloneThatFits() {
    for (KernelIncident incident :
        List.of(
            SampleIncidents.seed(), SampleIncidents.nullDereference(), SampleIncidents.oomKill())) {
      assertThat(Fit.within(BOUNDS, incident)).isEqualTo(incident);
    }
  }

  @Test
  void keepsTheBeginningOfALongListAndItsLength() {
    KernelIncident fit = Fit.within(BOUNDS, withFrames(600, 600).withModules(3_000).incident());

    assertThat(fit.trace().callTraces().get(0).frames()).hasSize(600);
    assertThat(fit.trace().callTraces().get(1).frames()).hasSize(400);
    assertThat(fit.trace().modules()).hasSize(1_000).startsWith("module0", "module1");
    assertThat(fit.cuts())
        .containsExactlyInAnyOrder(new Cut("frames", 1_200), new Cut("modules", 3_000));
  }

  @Test
  void tellsTheFirstLengthOfAListThatIsCutAgain() {
    KernelIncident fit = Fit.within(BOUNDS, withFrames(1_200).incident());

    KernelIncident again = Fit.within(bounds(512 << 10, 1 << 10, 10), fit);

    assertThat(again.trace().frames()).hasSize(10);
    assertThat(again.cuts()).containsExactly(new Cut("frames", 1_200));
  }

  @Test
  void cutsTheRawTextLast() {
    Hostile hostile = withFrames(1_000).withText("\u20ac".repeat(10_000));
    int few = 40 << 10;

    KernelIncident fit = Fit.within(bounds(few, 32 << 10, 1_000), hostile.incident());

    assertThat(fit.trace().frames().size()).isLessThan(1_000);
    assertThat(fit.text()).isEqualTo(hostile.incident().text());
    assertThat(bytes(fit)).isLessThanOrEqualTo(few);
  }

  static Stream<CaseFile> cases() {
    return CaseFile.all().stream().filter(c -> !c.section("TRACE").isEmpty());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void knowsBoundsOfWhatIsReadFromAText(CaseFile c) {
    TraceText text = TraceTexts.of(c.log());
    KernelTrace trace = new TraceParser().parse(text).orElseThrow();

    assertThat(SerialisedSize.of(trace))
        .isLessThan(
            Fit.BYTES_OF_NO_TEXT / 2 + Fit.BYTES_PER_BYTE_OF_TEXT * RawText.of(text).bytes());
  }

  @Property(tries = 60)
  void makesWhateverThereIsFit(
      @ForAll @IntRange(max = 5_000) int frames,
      @ForAll @IntRange(max = 20_000) int modules,
      @ForAll @IntRange(max = 24_000) int titleChars,
      @ForAll @IntRange(max = 200_000) int textChars,
      @ForAll @IntRange(max = 100) int settings) {
    KernelIncident incident =
        withFrames(frames, frames)
            .withModules(modules)
            .withTitle("\uffff".repeat(titleChars))
            .withText("\ud83d\ude00".repeat(textChars / 2))
            .withSettings(settings)
            .incident();

    KernelIncident fit = Fit.within(BOUNDS, incident);

    assertThat(bytes(fit)).isLessThanOrEqualTo(BOUNDS.bytes());
    for (SiemFormat format : SiemFormat.values()) {
      assertThat(format.encode(fit).getBytes(StandardCharsets.UTF_8).length)
          .as(format.id())
          .isLessThanOrEqualTo(2 * BOUNDS.bytes());
    }
    assertThat(fit.fingerprints()).isEqualTo(incident.fingerprints());
  }

  @ParameterizedTest
  @MethodSource("details")
  void neverTakesAnIncidentForSmallerThanItIs(Class<? extends Detail> detail) {
    for (String text : List.of("text", "\u00e9", "\u20ac", "\ud83d\ude00")) {
      KernelIncident incident =
          RecordFiller.full(detail).withText(text.repeat(100)).make(KernelIncident.class);

      assertThat(SerialisedSize.of(incident)).isBetween(bytes(incident), 3 * bytes(incident));
      assertThat(SerialisedSize.atMost(incident)).isGreaterThanOrEqualTo(bytes(incident));
    }
    KernelIncident bare = RecordFiller.bare(detail).make(KernelIncident.class);
    assertThat(SerialisedSize.of(bare)).isGreaterThanOrEqualTo(bytes(bare));
  }

  static List<Class<? extends Detail>> details() {
    return RecordFiller.details();
  }

  private static long bytes(KernelIncident incident) {
    return StoredFormat.KERNEL_INCIDENT.encode(incident).length;
  }

  private static Hostile withFrames(int... byCallTrace) {
    KernelIncident sample = SampleIncidents.nullDereference();
    List<CallTrace> callTraces =
        IntStream.of(byCallTrace).mapToObj(n -> new CallTrace(Role.OTHER, frames(n))).toList();
    KernelTrace trace = sample.trace();
    return new Hostile(
        sample.cutTo(
            trace.withLists(main(callTraces), trace.registers(), trace.modules(), trace.detail()),
            sample.text(),
            sample.config(),
            sample.changedBefore(),
            sample.diagnosis(),
            List.of()));
  }

  private static List<CallTrace> main(List<CallTrace> callTraces) {
    List<CallTrace> all = new java.util.ArrayList<>(callTraces);
    all.set(0, new CallTrace(Role.MAIN, all.get(0).frames()));
    return all;
  }

  private static List<Frame> frames(int count) {
    Frame frame =
        new Frame(
            "function_of_some_length",
            OptionalLong.of(0x1f3),
            OptionalLong.of(0xe50),
            Optional.of("ext4"),
            true,
            Frame.Stack.TASK,
            OptionalLong.of(0xffffffff802555f9L));
    return Collections.nCopies(count, frame);
  }

  /** An incident that grows. */
  private record Hostile(KernelIncident incident) {

    Hostile withModules(int count) {
      KernelTrace trace = incident.trace();
      List<String> modules = IntStream.range(0, count).mapToObj(i -> "module" + i).toList();
      List<Register> registers = Collections.nCopies(count / 10, new Register("RAX", "00000000"));
      return with(
          trace.withLists(trace.callTraces(), registers, modules, trace.detail()),
          incident.text(),
          incident.config());
    }

    Hostile withTitle(String title) {
      KernelTrace t = incident.trace();
      return with(
          new KernelTrace(
              t.kind(),
              title,
              title,
              t.task(),
              t.cpu(),
              t.kernel(),
              t.taint(),
              Optional.of(title),
              t.callTraces(),
              t.instruction(),
              t.guilty(),
              t.registers(),
              t.modules(),
              Optional.of(title),
              t.detail(),
              t.defects()),
          incident.text(),
          incident.config());
    }

    /** Behind the text that is kept stands what the trace was read from. */
    Hostile withText(String text) {
      KernelTrace trace = incident.trace();
      int read =
          10 * trace.frames().size()
              + 2 * trace.modules().size()
              + trace.title().getBytes(StandardCharsets.UTF_8).length;
      int bytes = read + text.getBytes(StandardCharsets.UTF_8).length;
      return with(trace, new RawText(text, bytes).cutTo(32 << 10), incident.config());
    }

    Hostile withSettings(int count) {
      List<Setting> settings =
          IntStream.range(0, count)
              .mapToObj(
                  i ->
                      new Setting(
                          "sysctl:" + i,
                          "\u20ac".repeat(4_096),
                          Instant.EPOCH,
                          Instant.EPOCH,
                          false))
              .toList();
      return with(incident.trace(), incident.text(), settings);
    }

    private Hostile with(KernelTrace trace, RawText text, List<Setting> config) {
      return new Hostile(
          incident.cutTo(
              trace, text, config, incident.changedBefore(), incident.diagnosis(), List.of()));
    }
  }

  private static IncidentBounds bounds(int bytes, int textBytes, int listLength) {
    return new IncidentBounds(bytes, textBytes, listLength, Duration.ofDays(7));
  }
}

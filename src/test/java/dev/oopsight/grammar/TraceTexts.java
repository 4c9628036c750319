package dev.oopsight.grammar;

import dev.oopsight.log.BootKey;
import dev.oopsight.log.EventTime;
import dev.oopsight.log.HostId;
import dev.oopsight.log.KernelLine;
import dev.oopsight.log.Source;
import dev.oopsight.log.TraceText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Plain dmesg text as the text of one trace. */
public final class TraceTexts {

  private static final Pattern STAMP =
      Pattern.compile("\\A(?:<\\d{1,3}>)?(?:\\[ *\\d+\\.\\d{6}\\](?:\\[ *[TC]\\d+\\])? ?)?");
  private static final EventTime NEW_YEAR =
      new EventTime(Instant.parse("2026-01-01T00:00:00Z"), EventTime.Quality.KERNEL);

  private TraceTexts() {}

  public static TraceText of(String dmesg) {
    return of(messages(dmesg));
  }

  static TraceText of(List<String> messages) {
    return new TraceText(
        new HostId("web1"),
        new BootKey("at-1767225600"),
        Optional.empty(),
        messages.stream().map(TraceTexts::line).toList(),
        TraceText.Ending.END_OF_INPUT);
  }

  /** The messages of a log without their time stamps. */
  static List<String> messages(String dmesg) {
    return Stream.of(dmesg.split("\n")).map(line -> STAMP.matcher(line).replaceFirst("")).toList();
  }

  private static KernelLine line(String text) {
    return new KernelLine(
        Optional.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        NEW_YEAR,
        Optional.empty(),
        Source.ofFile("dmesg"),
        text);
  }
}

package dev.oopsight.grammar;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.IoError;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what is told of a request that a block device did not carry out.
 *
 * <pre>{@code
 * end_request: I/O error, dev sda, sector 2048                                              2.6
 * print_req_error: I/O error, dev sda, sector 2048 flags 80700                              4.17
 * blk_update_request: critical medium error, dev sda, sector 2048 op 0x0:(READ) flags 0x80700 phys_seg 1 prio class 0
 * I/O error, dev sda, sector 2048 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2           5.16
 * Buffer I/O error on device sda1, logical block 0                                          2.6
 * Buffer I/O error on dev dm-0, logical block 0, async page read                            3.18
 * }</pre>
 *
 * <p>Shape: one line. Units: sectors of 512 bytes. Errors: none are thrown; what was cut is left
 * out. Source: that of {@link IoError}.
 */
final class IoErrorReader implements DetailReader {

  private static final Pattern REQUEST =
      Pattern.compile(
          "(?:\\w++: )?+(?:operation )?+(?<error>[A-Za-z/][\\w/ -]{0,40}?) error, dev (?<device>[^\\s,]{1,64}+)"
              + "(?:, sector (?<sector>\\d{1,18}+)(?!\\d))?+(?: op 0x\\p{XDigit}++:\\((?<operation>\\w{1,32}+)\\))?+"
              + "(?: flags (?:0x)?+(?<flags>\\p{XDigit}{1,16}+))?+");
  private static final Pattern BUFFER =
      Pattern.compile(
          "Buffer (?<error>I/O) error on dev(?:ice)? (?<device>[^\\s,]{1,64}+)"
              + "(?:, logical block (?<block>\\d{1,18}+)(?!\\d))?+(?:, (?<purpose>.{1,80}))?+");

  private Optional<Matcher> request = Optional.empty();
  private Optional<Matcher> buffer = Optional.empty();

  @Override
  public void add(String line) {
    if (request.isPresent() || buffer.isPresent()) return;
    String text = line.substring(KernelText.messageStart(line));
    buffer = Optional.of(BUFFER.matcher(text)).filter(Matcher::lookingAt);
    if (buffer.isEmpty()) request = Optional.of(REQUEST.matcher(text)).filter(Matcher::lookingAt);
  }

  @Override
  public Detail detail(Told told) {
    if (request.isEmpty() && buffer.isEmpty()) return new Detail.None();
    Matcher line = buffer.or(() -> request).get();
    return new IoError(
        Optional.of(line.group("device")),
        Optional.of(line.group("error")),
        request.map(r -> number(r.group("sector"))).orElse(OptionalLong.empty()),
        buffer.map(b -> number(b.group("block"))).orElse(OptionalLong.empty()),
        request.map(r -> r.group("operation")),
        request.map(r -> r.group("flags")).flatMap(Numbers::word),
        buffer.map(b -> b.group("purpose")));
  }

  private static OptionalLong number(String digits) {
    return digits == null ? OptionalLong.empty() : Numbers.decimalLong(digits);
  }
}

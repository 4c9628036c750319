package dev.oopsight.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.embedded.SampleRecord.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the records of one sample host.
 *
 * <pre>{@code
 * # comments come first
 * >>> 2009-06-24T18:00:05Z configs whole host-id=web1
 * vm.min_free_kbytes = 11495
 * >>> 2009-06-25T03:12:01Z logs lines key=web1
 * Jun 25 03:12:01 web1 kernel: [4262686.822339] swapper: page allocation failure. order:1, …
 * }</pre>
 *
 * <p>Shape: each {@code >>>} says when, into which topic, and whether what follows is one record
 * ({@code whole}), one a line ({@code lines}, a millisecond apart, as shippers send them) or one of
 * bytes ({@code hex}). Then come {@code key=} and headers. Errors: the stories are ours; a broken
 * one throws.
 */
final class Story {

  private static final String MARK = ">>> ";

  private final List<SampleRecord> records = new ArrayList<>();

  private Story() {}

  static List<SampleRecord> read(String text) {
    Story story = new Story();
    String mark = null;
    List<String> body = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith(MARK)) {
        story.block(mark, body);
        mark = line;
        body = new ArrayList<>();
      } else {
        body.add(line);
      }
    }
    story.block(mark, body);
    return story.records;
  }

  private void block(String mark, List<String> body) {
    if (mark == null) return;
    String[] words = mark.split(" ");
    Instant at = Instant.parse(words[1]);
    Input input = Input.valueOf(words[2].toUpperCase(Locale.ROOT));
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 4; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      headers.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    Optional<String> key = Optional.ofNullable(headers.remove("key"));
    for (byte[] value : values(words[3], body)) {
      records.add(new SampleRecord(input, key, headers, value, at));
      at = at.plusMillis(1);
    }
  }

  private static List<byte[]> values(String mode, List<String> body) {
    return switch (mode) {
      case "lines" -> body.stream().map(line -> line.getBytes(UTF_8)).toList();
      case "whole" -> List.of((String.join("\n", body) + "\n").getBytes(UTF_8));
      case "hex" -> List.of(HexFormat.of().parseHex(String.join("", body)));
      default -> throw new IllegalArgumentException(mode);
    };
  }
}

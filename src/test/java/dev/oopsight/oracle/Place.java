package dev.oopsight.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Where a record stood before it was scattered or sent again, from 0, in a header that whoever made
 * the input may set and no pipeline reads. Records of one place are copies of one another.
 */
public final class Place {

  private static final String HEADER = "place";

  private Place() {}

  /** Notes the place of a record. */
  public static void set(Headers headers, long place) {
    headers.add(HEADER, Long.toString(place).getBytes(UTF_8));
  }

  static OptionalLong of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(new String(header.value(), UTF_8)));
  }
}

package dev.oopsight.query;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Spares who asks again what it has already.
 *
 * <p>Source: RFC 9110, sections 8.8.3 and 13.1.2.
 */
final class EntityTag {

  private EntityTag() {}

  /** A tag for an answer of which nothing else is known than its bytes. */
  static String of(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return "\"%08x%08x\"".formatted(crc.getValue(), Arrays.hashCode(body));
  }

  /**
   * Marks the answer with the tag, unless it has one. Where the caller has that very answer, it
   * becomes a 304.
   *
   * @return whether the answer is to be sent
   */
  static boolean isNews(Context request, String tag) {
    boolean reads = Set.of(HandlerType.GET, HandlerType.HEAD).contains(request.method());
    if (!reads || request.res().getHeader("ETag") != null) return true;
    request.header("ETag", tag).header("Cache-Control", "no-cache");
    if (!matches(request.header("If-None-Match"), tag)) return true;
    request.status(304);
    return false;
  }

  private static boolean matches(String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) return false;
    return Stream.of(ifNoneMatch.split(","))
        .map(String::strip)
        // A proxy that compresses marks the tag as weak.
        .map(given -> given.startsWith("W/") ? given.substring(2) : given)
        .anyMatch(given -> given.equals("*") || given.equals(tag));
  }
}

package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A question to the API as a person types it.
 *
 * <pre>{@code
 * hosts/web1/incidents?limit=5   ->  /api/v1/hosts/web1/incidents?limit=5
 * /api/v1/hosts                  ->  /api/v1/hosts
 * readyz                         ->  /readyz
 * }</pre>
 */
final class ApiPath {

  private static final String API = "/api/v1/";
  private static final List<String> OUTSIDE =
      List.of("healthz", "readyz", "metrics", "openapi.json");
  private static final Pattern WITH_TEXT =
      Pattern.compile(API + "(?:incidents|rules)/[^/?]++(?<query>\\?.*)?");
  private static final Pattern FORMAT = Pattern.compile("[?&]format=");

  /** RFC 3986: what a path and a query may hold as it is, and the sign of what is encoded. */
  private static final String KEPT = "-._~!$&'()*+,;=:@/?%";

  private final String text;

  private ApiPath(String text) {
    this.text = text;
  }

  static ApiPath of(String typed) {
    String bare = encoded(typed.strip().replaceFirst("^/++", ""));
    String whole = "/" + bare;
    if (whole.startsWith(API) || OUTSIDE.contains(bare)) return new ApiPath(whole);
    return new ApiPath(API + bare);
  }

  /**
   * The same question; for one incident or rule, as a person reads it unless another format is
   * named.
   */
  ApiPath forPeople() {
    var one = WITH_TEXT.matcher(text);
    if (!one.matches() || FORMAT.matcher(text).find()) return this;
    return new ApiPath(text + (one.group("query") == null ? "?" : "&") + "format=text");
  }

  /** The question from where this one's answer ended. */
  ApiPath after(String cursor) {
    String from = "cursor=" + encoded(cursor).replace("&", "%26");
    String rest = text.replaceAll("([?&])cursor=[^&]*+&?", "$1").replaceAll("[?&]$", "");
    return new ApiPath(rest + (rest.contains("?") ? "&" : "?") + from);
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      boolean plain = b > 0 && (Character.isLetterOrDigit(b) || KEPT.indexOf(b) >= 0);
      out.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b));
    }
    return out.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}

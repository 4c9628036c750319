package dev.oopsight.access;

import static org.eclipse.jetty.http.HttpMethod.GET;
import static org.eclipse.jetty.http.HttpMethod.HEAD;
import static org.eclipse.jetty.http.HttpMethod.POST;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.SecurityHandler;
import org.eclipse.jetty.server.Request;

/**
 * Asks of each request the role that it needs. Whatever is not known to be harmless needs the role
 * that may change things, so that a route that is added later is closed.
 */
final class Gate extends SecurityHandler {

  private static final Set<String> HEALTH = Set.of("/healthz", "/readyz");
  private static final String METRICS = "/metrics";

  /** They are questions that are too long for a URL. */
  private static final Pattern ASKED_BY_POST =
      Pattern.compile("/api/v1/explain|/registry/subjects/[^/]++|/registry/compatibility/.++");

  /** Where other instances ask: they sign what they ask, and whoever does not is refused there. */
  static final String PEERS = "/peers/v1/";

  private static final Pattern ASKED_BY_PEERS = Pattern.compile(PEERS + "[\\w-]++");

  private final boolean openMetrics;

  Gate(UserBook users, boolean openMetrics) {
    this.openMetrics = openMetrics;
    setAuthenticator(new Credentials(users));
  }

  @Override
  protected Constraint getConstraint(String path, Request request) {
    return needed(path, request).map(role -> Constraint.from(role.id())).orElse(Constraint.ALLOWED);
  }

  /** The role that a request needs; empty where anybody may ask. */
  private Optional<Role> needed(String path, Request request) {
    String method = request.getMethod();
    boolean asks = GET.is(method) || HEAD.is(method);
    // Both as it came and with dots and parameters resolved: only a plain path is known.
    boolean isPlain = path.equals(request.getHttpURI().getPath());
    if (asks && isPlain && isOpen(path)) return Optional.empty();
    boolean plainPost = POST.is(method) && isPlain;
    if (plainPost && ASKED_BY_PEERS.matcher(path).matches()) return Optional.empty();
    boolean asksByPost = plainPost && ASKED_BY_POST.matcher(path).matches();
    return Optional.of(asks || asksByPost ? Role.READ : Role.WRITE);
  }

  private boolean isOpen(String path) {
    return HEALTH.contains(path) || (openMetrics && path.equals(METRICS));
  }

  /** Whether a request would change something, had it the right to. */
  static boolean writes(Request request) {
    String method = request.getMethod();
    String path = request.getHttpURI().getPath();
    boolean asksByPost =
        POST.is(method)
            && path != null
            && (ASKED_BY_POST.matcher(path).matches() || ASKED_BY_PEERS.matcher(path).matches());
    return !GET.is(method) && !HEAD.is(method) && !asksByPost;
  }

  @Override
  protected Set<String> getKnownRoles() {
    return Stream.of(Role.values()).map(Role::id).collect(Collectors.toSet());
  }
}

package dev.oopsight.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.Principal;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.security.Authenticator;
import org.eclipse.jetty.security.UserIdentity;
import org.eclipse.jetty.security.authentication.LoginAuthenticator.UserAuthenticationSucceeded;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Finds a request's user by its header {@code Authorization}, a token or a name with a password.
 *
 * <p>Source: RFC 6750 (Bearer), RFC 7617 (Basic, in UTF-8).
 */
final class Credentials implements Authenticator {

  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";
  private static final int SECONDS = 6;

  private final UserBook users;

  Credentials(UserBook users) {
    this.users = users;
  }

  @Override
  public void setConfiguration(Configuration configuration) {
    // Nothing of it is asked for.
  }

  @Override
  public String getAuthenticationType() {
    return "OOPSIGHT";
  }

  @Override
  public AuthenticationState validateRequest(
      Request request, Response response, Callback callback) {
    String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    UserBook.Found found = given == null ? UserBook.Found.NOBODY : found(given, request);
    if (found.user().isPresent()) {
      AuthenticationState state = succeeded(found.user().get());
      // Known from here on, whether he may do what he asks for or not.
      AuthenticationState.setAuthenticationState(request, state);
      return state;
    }
    if (found.isTooOften()) {
      Refusal.later(request, response, callback, SECONDS, "too many wrong passwords came");
      return AuthenticationState.SEND_FAILURE;
    }
    response
        .getHeaders()
        .add(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"Oopsight\", charset=\"UTF-8\"");
    response.getHeaders().add(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"Oopsight\"");
    String why =
        given == null
            ? "who asks? send a token, or a name and a password"
            : "no user is known by that";
    Refusal.send(request, response, callback, 401, why);
    return AuthenticationState.CHALLENGE;
  }

  private UserBook.Found found(String given, Request request) {
    if (given.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return users.withToken(given.substring(BEARER.length()).strip());
    }
    if (!given.regionMatches(true, 0, BASIC, 0, BASIC.length())) return UserBook.Found.NOBODY;
    Optional<String> decoded = decoded(given.substring(BASIC.length()).strip());
    int colon = decoded.map(text -> text.indexOf(':')).orElse(-1);
    if (colon < 0) return UserBook.Found.NOBODY;
    String name = decoded.get().substring(0, colon);
    String password = decoded.get().substring(colon + 1);
    return users.withPassword(name, password, Request.getRemoteAddr(request));
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(base64), UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static AuthenticationState succeeded(User user) {
    String[] roles =
        Stream.of(Role.values()).filter(user.role()::includes).map(Role::id).toArray(String[]::new);
    Principal principal = new Named(user.name());
    UserIdentity identity = UserIdentity.from(new Subject(), principal, roles);
    return new UserAuthenticationSucceeded("OOPSIGHT", identity);
  }

  private record Named(String name) implements Principal {
    @Override
    public String getName() {
      return name;
    }
  }
}

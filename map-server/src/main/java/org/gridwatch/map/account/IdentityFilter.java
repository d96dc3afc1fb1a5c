package org.gridwatch.map.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who is asking: by Bearer token or else by session cookie, never by both. */
final class IdentityFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";

  private final LiveSessions sessions;
  private final Tokens tokens;
  private final CurrentRights rights;
  private final ProblemWriter problems;
  private final Clock clock;

  IdentityFilter(
      LiveSessions sessions,
      Tokens tokens,
      CurrentRights rights,
      ProblemWriter problems,
      Clock clock) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.rights = rights;
    this.problems = problems;
    this.clock = clock;
  }

  static boolean bearsToken(HttpServletRequest request) {
    var header = request.getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (bearsToken(request)) {
      var asking = byToken(request.getHeader("Authorization").substring(BEARER.length()).strip());
      if (asking.isEmpty()) {
        response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        problems.write(
            response, HttpStatus.UNAUTHORIZED, "the API token is unknown, revoked or expired");
        return;
      }
      enter(asking.get());
    } else {
      bySession(request).ifPresent(IdentityFilter::enter);
    }
    chain.doFilter(request, response);
  }

  private Optional<Rights> byToken(String secret) {
    return tokens.bySecret(secret, clock.instant()).flatMap(rights::ofToken);
  }

  private Optional<Rights> bySession(HttpServletRequest request) {
    var bound = sessions.of(request);
    var asking = bound.flatMap(b -> rights.ofSession(b.ticket, b.id));
    if (bound.isPresent() && asking.isEmpty()) {
      sessions.end(request); // disabled, or the password has changed
    }
    return asking;
  }

  private static void enter(Rights rights) {
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new SignedIn(rights));
    SecurityContextHolder.setContext(context);
  }
}

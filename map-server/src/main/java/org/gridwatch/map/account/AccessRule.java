package org.gridwatch.map.account;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Says yes or no to one request. What it does not know, it refuses. */
final class AccessRule implements AuthorizationManager<RequestAuthorizationContext> {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  @Override
  public AuthorizationResult authorize(
      Supplier<? extends @Nullable Authentication> asking, RequestAuthorizationContext context) {
    var rights = asking.get() instanceof SignedIn signedIn ? signedIn.getPrincipal() : null;
    var needs = needs(context.getRequest());
    return new AuthorizationDecision(needs != null && needs.grantedTo(rights));
  }

  /** Null: nobody may. */
  static @Nullable Permission needs(HttpServletRequest request) {
    if (Access.isApi(request)) {
      return Access.find(request).map(Access.Row::needs).orElse(null);
    }
    if (!READING.contains(request.getMethod())) {
      return null;
    }
    if (Access.isActuator(request)) {
      var path = Access.path(request).value();
      return path.equals("/actuator/health") ? Permission.ANYONE : Permission.INSPECT;
    }
    return Permission.ANYONE; // the pages and their assets: files without secrets
  }
}

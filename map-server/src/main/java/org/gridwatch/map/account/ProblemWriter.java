package org.gridwatch.map.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.CsrfException;
import tools.jackson.databind.json.JsonMapper;

/** Answers {@code application/problem+json} where no controller has been reached. */
final class ProblemWriter {
  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  static ProblemDetail problem(HttpStatus status, String detail) {
    return ProblemDetail.forStatusAndDetail(status, detail);
  }

  void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.setStatus(status.value());
    response.setContentType("application/problem+json");
    response.setCharacterEncoding("UTF-8");
    var body =
        Map.of(
            "type",
            "about:blank",
            "title",
            status.getReasonPhrase(),
            "status",
            status.value(),
            "detail",
            detail);
    response.getOutputStream().write(json.writeValueAsBytes(body));
  }

  void notSignedIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("WWW-Authenticate", "Bearer");
    write(response, HttpStatus.UNAUTHORIZED, "sign in first");
  }

  /** Refused: because of the missing CSRF header, or there is no such thing, or by right. */
  void refused(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    if (why instanceof CsrfException) {
      write(
          response,
          HttpStatus.FORBIDDEN,
          "the header X-XSRF-TOKEN must repeat the cookie XSRF-TOKEN");
      return;
    }
    var needs = AccessRule.needs(request);
    if (needs != null) {
      write(response, HttpStatus.FORBIDDEN, needs.refusal(RightsHere.get()));
      return;
    }
    var methods = Access.methodsOf(request);
    if (methods.isEmpty()) {
      write(response, HttpStatus.NOT_FOUND, "there is no " + request.getRequestURI());
    } else {
      response.setHeader("Allow", String.join(", ", methods));
      write(
          response,
          HttpStatus.METHOD_NOT_ALLOWED,
          request.getRequestURI() + " takes " + String.join(", ", methods));
    }
  }
}

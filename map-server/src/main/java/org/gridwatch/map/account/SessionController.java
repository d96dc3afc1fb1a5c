package org.gridwatch.map.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out. */
@RestController
@RequestMapping(Access.API + "/session")
class SessionController {
  /** What a person types in. */
  record Credentials(@Nullable String name, @Nullable String password) {}

  private final SignIn signIn;
  private final LiveSessions sessions;
  private final CsrfTokenRepository csrf;
  private final AuditLog audit;

  SessionController(
      SignIn signIn, LiveSessions sessions, CsrfTokenRepository csrf, AuditLog audit) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.csrf = csrf;
    this.audit = audit;
  }

  @Operation(summary = "Sign in and start a session")
  @ApiResponse(responseCode = "204", description = "signed in; the cookies come along")
  @ApiResponse(
      responseCode = "429",
      description = "too many wrong passwords; wait as long as it says")
  @PostMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void signIn(
      @RequestBody Credentials given, HttpServletRequest request, HttpServletResponse response) {
    if (given.name == null || given.password == null) {
      throw new BadInput("name, password", "(missing)", "name and password must both be given");
    }
    var account = signIn.attempt(given.name, given.password, request.getRemoteAddr());
    sessions.begin(request, account);
    csrf.saveToken(csrf.generateToken(request), request, response);
  }

  @Operation(summary = "Sign out")
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void signOut(HttpServletRequest request) {
    audit.write("sign-out", "", Map.of());
    sessions.end(request);
  }
}

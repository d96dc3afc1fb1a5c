package org.gridwatch.map.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The own account. */
@RestController
@RequestMapping(Access.API + "/me")
class MeController {
  /**
   * Who I am.
   *
   * @param grids codes of the grids I am limited to; empty with a role other than leader: all
   */
  record Me(
      String name,
      String displayName,
      Role role,
      String language,
      boolean wholeCommunity,
      List<String> grids) {}

  record Wish(@Nullable String language) {}

  record NewPassword(
      @Nullable String old,
      @com.fasterxml.jackson.annotation.JsonProperty("new") @Nullable String wanted) {}

  private final AccountBook book;
  private final Accounts accounts;
  private final SignIn signIn;
  private final LiveSessions sessions;
  private final AuditLog audit;

  MeController(
      AccountBook book, Accounts accounts, SignIn signIn, LiveSessions sessions, AuditLog audit) {
    this.book = book;
    this.accounts = accounts;
    this.signIn = signIn;
    this.sessions = sessions;
    this.audit = audit;
  }

  @Operation(summary = "Say who I am")
  @GetMapping
  Me me(Rights rights) {
    var me = book.find(rights.name()).orElseThrow(() -> new NotFound("account", rights.name()));
    return new Me(
        me.name(), me.displayName(), me.role(), me.language(), rights.allLeaves(), me.grids());
  }

  @Operation(summary = "Choose the language I am spoken to in")
  @PutMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void prefer(Rights rights, @RequestBody Wish wish) {
    book.speak(rights.accountId(), wish.language);
  }

  /** Ends every other session of the account; this one goes on. */
  @Operation(summary = "Change my own password")
  @ApiResponse(
      responseCode = "204",
      description = "changed; every other session of the account is over")
  @ApiResponse(
      responseCode = "429",
      description = "too many wrong passwords; wait as long as it says")
  @PutMapping("/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(Rights rights, @RequestBody NewPassword change, HttpServletRequest request) {
    if (change.old == null) {
      throw BadInput.secret("old", "old must be the present password");
    }
    signIn.confirm(rights, change.old, request.getRemoteAddr());
    book.setPassword(rights.accountId(), "new", change.wanted);
    audit.write("account.password", rights.name(), Map.of());
    sessions.begin(request, accounts.byId(rights.accountId()).orElseThrow());
  }
}

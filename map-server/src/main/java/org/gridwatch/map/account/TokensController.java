package org.gridwatch.map.account;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The own API tokens: what programs sign in with. */
@RestController
@RequestMapping(Access.API + "/tokens")
class TokensController {
  private static final int LONGEST_NAME = 100;

  /**
   * A wish for a token.
   *
   * @param expiresAt null: valid until it is revoked
   */
  record Wish(@Nullable String name, @Nullable List<Scope> scopes, @Nullable Instant expiresAt) {}

  private final Tokens tokens;
  private final CurrentRights rights;
  private final AuditLog audit;
  private final Clock clock;

  TokensController(Tokens tokens, CurrentRights rights, AuditLog audit, Clock clock) {
    this.tokens = tokens;
    this.rights = rights;
    this.audit = audit;
    this.clock = clock;
  }

  @Operation(summary = "List my API tokens")
  @GetMapping
  List<Tokens.Listed> mine(Rights asking) {
    return tokens.of(asking.accountId());
  }

  @Operation(summary = "Make an API token; its secret is shown in this answer and never again")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Tokens.Made make(Rights asking, @RequestBody Wish wish) {
    var name = wish.name == null ? "" : wish.name.strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new BadInput("name", name, "name must have 1.." + LONGEST_NAME + " characters");
    }
    if (wish.expiresAt != null && !wish.expiresAt.isAfter(clock.instant())) {
      throw new BadInput("expiresAt", wish.expiresAt, "expiresAt must lie in the future");
    }
    var scopes = checked(wish.scopes);
    var made = tokens.make(asking.accountId(), name, scopes, wish.expiresAt);
    audit.write("token.create", name, Map.of("id", made.id(), "scopes", scopes));
    return made;
  }

  @Operation(summary = "Revoke one of my API tokens")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(Rights asking, @PathVariable int id) {
    if (!tokens.revoke(asking.accountId(), id)) {
      throw new NotFound("valid token of yours with the number", id);
    }
    rights.changed();
    audit.write("token.revoke", Integer.toString(id), Map.of());
  }

  private static List<Scope> checked(@Nullable List<Scope> scopes) {
    if (scopes == null || scopes.isEmpty()) {
      throw new BadInput(
          "scopes", scopes, "scopes must name at least one of read, act, registry, rules, operate");
    }
    return scopes.stream().distinct().toList();
  }
}

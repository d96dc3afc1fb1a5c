package org.gridwatch.map.account;

import static org.gridwatch.map.account.Role.LEADER;
import static org.gridwatch.map.account.Role.OFFICER;
import static org.gridwatch.map.account.Role.OPERATOR;
import static org.gridwatch.map.account.Role.PLANNER;
import static org.gridwatch.map.account.Role.VIEWER;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may do a kind of thing: which roles, and with which scope when an API token asks. */
enum Permission {
  /** Whoever can reach the server. */
  ANYONE(Set.of()),
  /** Signed in as a person: an account looks after itself, a token never does. */
  SELF(Set.of(VIEWER, OFFICER, LEADER, PLANNER, OPERATOR)),
  /** Known to us at all: as a person or with any token. */
  KNOWN(Set.of(VIEWER, OFFICER, LEADER, PLANNER, OPERATOR), Scope.values()),
  /** Look at the map, within the own area. */
  SEE(Set.of(VIEWER, OFFICER, LEADER, PLANNER, OPERATOR), Scope.READ),
  /** Act on alerts, within the own area. */
  ACT(Set.of(OFFICER, LEADER, OPERATOR), Scope.ACT),
  /** Look behind the map: lists for export, newcomers, rejects. */
  OVERSEE(Set.of(OFFICER, PLANNER, OPERATOR), Scope.READ),
  /** Look at the installation: status, settings, metrics. */
  INSPECT(Set.of(OPERATOR), Scope.READ),
  /** Change grids and the background. */
  EDIT_GRIDS(Set.of(PLANNER, OPERATOR), Scope.REGISTRY),
  /** Change devices. */
  EDIT_DEVICES(Set.of(OPERATOR), Scope.REGISTRY),
  /** Change safety rules, planned work and holidays. */
  EDIT_RULES(Set.of(OFFICER, OPERATOR), Scope.RULES),
  /** Change who answers for which grid, and how they are reached. */
  EDIT_DUTY(Set.of(OFFICER, PLANNER, OPERATOR), Scope.REGISTRY),
  /** Change settings, see the enrolment key and the audit log. */
  OPERATE(Set.of(OPERATOR), Scope.OPERATE),
  /** Manage other people's accounts: as a person only. */
  MANAGE_ACCOUNTS(Set.of(OPERATOR));

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
  private final Set<Role> roles;

  /** One of them is enough; none: not with a token. */
  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Scope> scopes;

  Permission(Set<Role> roles, Scope... scopes) {
    this.roles = roles;
    this.scopes = List.of(scopes);
  }

  boolean grantedTo(@Nullable Rights rights) {
    return this == ANYONE || (rights != null && roles.contains(rights.role()) && reaches(rights));
  }

  /** Whether the proof shown reaches this far: a person always, a token with the right scope. */
  private boolean reaches(Rights rights) {
    return switch (rights.proof()) {
      case Rights.Proof.Session person -> true;
      case Rights.Proof.Token token -> scopes.stream().anyMatch(token.scopes()::contains);
    };
  }

  /** Why not, in words for the one refused. */
  String refusal(Rights rights) {
    if (!roles.contains(rights.role())) {
      return "this needs the role "
          + String.join(" or ", callers().roles())
          + ", yours is "
          + rights.role().word();
    }
    return scopes.isEmpty()
        ? "this needs a person who has signed in, not an API token"
        : "this needs an API token with the scope " + String.join(" or ", callers().scopes());
  }

  Callers callers() {
    return new Callers(
        roles.stream().sorted().map(Role::word).toList(),
        scopes.stream().map(Scope::word).toList());
  }
}

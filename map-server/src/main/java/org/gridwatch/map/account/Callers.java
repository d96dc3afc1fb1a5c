package org.gridwatch.map.account;

import java.util.List;
import java.util.Optional;

/**
 * Who may call an endpoint, in the words of the API.
 *
 * @param roles of people; none: whoever can reach the server
 * @param scopes one of which an API token needs; none: not with a token
 */
public record Callers(List<String> roles, List<String> scopes) {
  public boolean anyone() {
    return roles.isEmpty();
  }

  public boolean everybodySignedIn() {
    return roles.size() == Role.values().length;
  }

  /**
   * Those of one endpoint; empty for one that cannot be reached.
   *
   * @param path with its variables: {@code /api/v1/rules/{id}}
   */
  public static Optional<Callers> of(String method, String path) {
    return Access.rows().stream()
        .filter(row -> row.method().equals(method))
        .filter(row -> row.path().getPatternString().equals(path))
        .map(row -> row.needs().callers())
        .findFirst();
  }
}

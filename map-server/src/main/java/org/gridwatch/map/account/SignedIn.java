package org.gridwatch.map.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** Rights, as Spring Security carries them through one request. Never stored in a session. */
final class SignedIn extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1L;
  private final transient Rights rights;

  SignedIn(Rights rights) {
    // For Actuator alone, which asks for this word before it shows details; all else asks Access.
    super(
        Permission.INSPECT.grantedTo(rights)
            ? AuthorityUtils.createAuthorityList("ROLE_OPERATOR")
            : List.of());
    this.rights = rights;
    setAuthenticated(true);
  }

  @Override
  public Rights getPrincipal() {
    return rights;
  }

  @Override
  public String getName() {
    return rights.name();
  }

  @Override
  public String getCredentials() {
    return "";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignedIn that && that.rights.equals(rights);
  }

  @Override
  public int hashCode() {
    return rights.hashCode();
  }
}

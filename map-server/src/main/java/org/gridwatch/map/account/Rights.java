package org.gridwatch.map.account;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * Who is asking, and what they may see. A controller takes it as a parameter.
 *
 * @param name of the account
 * @param allLeaves sees the whole community, unassigned devices included
 * @param leaves ids of the leaf grids it is limited to; empty and meaningless when {@code
 *     allLeaves}
 * @param version raised with every change of the account
 */
public record Rights(
    int accountId,
    String name,
    Role role,
    boolean allLeaves,
    Set<Integer> leaves,
    int version,
    Proof proof) {

  /** What the asker has shown to be who they are. */
  public sealed interface Proof {
    /** A cookie of a signed-in person. */
    record Session(String id) implements Proof {}

    /** An API token. */
    record Token(int id, Set<Scope> scopes) implements Proof {}
  }

  public Rights {
    leaves = Set.copyOf(leaves);
  }

  /**
   * The rights of a signed-in asker.
   *
   * @throws Forbidden for anybody else
   */
  public static Rights of(@Nullable Authentication authentication) {
    if (authentication instanceof SignedIn signedIn) {
      return signedIn.getPrincipal();
    }
    throw new Forbidden("sign in first");
  }

  /** The rights of a signed-in asker; empty for anybody else. */
  public static Optional<Rights> ifSignedIn(@Nullable Authentication authentication) {
    return authentication instanceof SignedIn signedIn
        ? Optional.of(signedIn.getPrincipal())
        : Optional.empty();
  }

  /** Whether the asker acts on alerts at all; on which, {@link #sees} says. */
  public boolean mayAct() {
    return Permission.ACT.grantedTo(this);
  }

  /** Whether things in this leaf grid are visible; 0 stands for no grid at all. */
  public boolean sees(int leafGridId) {
    return allLeaves || leaves.contains(leafGridId);
  }

  /** Things without a leaf grid are visible to whole-community accounts alone. */
  public boolean sees(@Nullable Integer leafGridId) {
    return allLeaves || (leafGridId != null && leaves.contains(leafGridId));
  }

  public boolean seesUnassigned() {
    return allLeaves;
  }

  /** The visible leaves for SQL's {@code = any(?)}; ask {@code allLeaves} first. */
  public Integer[] leafArray() {
    return leaves.toArray(Integer[]::new);
  }
}

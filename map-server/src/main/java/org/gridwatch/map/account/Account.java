package org.gridwatch.map.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account as the database has it now.
 *
 * @param grids the grids it is limited to; empty: none given
 * @param leaves all leaf grids at or below those
 */
record Account(
    int id,
    String name,
    Role role,
    boolean disabled,
    String passwordHash,
    int version,
    Set<Integer> grids,
    Set<Integer> leaves) {

  /** A leader without a grid sees nothing; anybody else without one sees everything. */
  boolean allLeaves() {
    return grids.isEmpty() && role != Role.LEADER;
  }

  Rights rights(Rights.Proof proof) {
    return new Rights(id, name, role, allLeaves(), leaves, version, proof);
  }

  /** Changes when the password does: sessions made with the old one end. */
  static String passwordMark(@Nullable String hash) {
    return hash == null ? "" : hash.substring(Math.max(0, hash.length() - 12));
  }
}

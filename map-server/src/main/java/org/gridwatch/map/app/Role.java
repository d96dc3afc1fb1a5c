package org.gridwatch.map.app;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a process is for. All three by default; each can run alone, many times, on many machines.
 */
enum Role {
  /** The embedded broker, and the demo's simulator. */
  GATEWAY,
  /** From the broker to the database. */
  INGEST,
  /** What people see. */
  MAP;

  static Set<Role> parse(String list) {
    var roles = EnumSet.noneOf(Role.class);
    for (String word : list.split(",", -1)) {
      roles.add(named(word.strip()));
    }
    return roles;
  }

  private static Role named(String word) {
    for (Role role : values()) {
      if (role.label().equals(word)) {
        return role;
      }
    }
    throw new BadOptions("--roles takes gateway, ingest and map, was '" + word + "'");
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.gridwatch.map.notify.duty;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may answer for a grid.
 *
 * @param retiredAt from then on never asked again; null: still there
 * @param ways in the order in which they are tried
 * @param leaves when the person cannot be asked
 */
public record Person(
    int id, String name, @Nullable Instant retiredAt, List<Way> ways, List<Span> leaves) {
  public Person {
    ways = List.copyOf(ways);
    leaves = List.copyOf(leaves);
  }

  public boolean thereAt(Instant at) {
    return (retiredAt == null || at.isBefore(retiredAt))
        && leaves.stream().noneMatch(leave -> leave.covers(at));
  }
}

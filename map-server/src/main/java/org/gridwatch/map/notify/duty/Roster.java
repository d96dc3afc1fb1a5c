package org.gridwatch.map.notify.duty;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * All that is arranged about who answers, past and future.
 *
 * @param posts by grid
 * @param people by their number
 * @param zone of the clock on the wall
 */
public record Roster(
    Map<Integer, Post> posts, Map<Integer, Person> people, Set<LocalDate> holidays, ZoneId zone) {
  public Roster {
    posts = Map.copyOf(posts);
    people = Map.copyOf(people);
    holidays = Set.copyOf(holidays);
  }
}

package org.gridwatch.ingest.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.gridwatch.ingest.device.Position;
import org.jspecify.annotations.Nullable;

/**
 * Devices that alarm together, as a rule about spreading sees them: enough within reach of one of
 * them, and whoever is within such reach of another. However many grids it lies in, it is one.
 *
 * @param grid where it is told of: the grid of the first that alarmed
 * @param newestMs when the last of them began
 */
public record Company(String grid, int size, long newestMs) {
  private static final double METRES_PER_DEGREE = 111_195;

  /**
   * A device with an alert that counts.
   *
   * @param grid its leaf's code; empty: it is in none
   */
  public record Member(int deviceId, String grid, @Nullable Position position, long sinceMs) {}

  /**
   * @param stands whether one has been told of in this grid already: it stays there
   */
  public static List<Company> of(
      Condition.Spread spread, List<Member> alarming, Predicate<String> stands) {
    var companies = new ArrayList<Set<Member>>();
    for (Member one : alarming) {
      var around = new LinkedHashSet<Member>();
      alarming.stream().filter(other -> together(spread, one, other)).forEach(around::add);
      if (around.size() >= spread.atLeast()) {
        join(companies, around);
      }
    }
    return companies.stream()
        .filter(members -> members.stream().anyMatch(member -> !member.grid().isEmpty()))
        .map(members -> company(members, stands))
        .toList();
  }

  /** Two that share a member are one. */
  private static void join(List<Set<Member>> companies, Set<Member> fresh) {
    for (Set<Member> company : List.copyOf(companies)) {
      if (company.stream().anyMatch(fresh::contains)) {
        companies.remove(company);
        fresh.addAll(company);
      }
    }
    companies.add(fresh);
  }

  private static Company company(Set<Member> members, Predicate<String> stands) {
    Member first =
        members.stream()
            .filter(member -> !member.grid().isEmpty())
            .min(
                Comparator.comparing((Member member) -> !stands.test(member.grid()))
                    .thenComparingLong(Member::sinceMs)
                    .thenComparingInt(Member::deviceId))
            .orElseThrow();
    long newest = members.stream().mapToLong(Member::sinceMs).max().orElseThrow();
    return new Company(first.grid(), members.size(), newest);
  }

  private static boolean together(Condition.Spread spread, Member one, Member other) {
    return Math.abs(one.sinceMs() - other.sinceMs()) <= spread.window().toMillis()
        && close(spread.radiusM(), one, other);
  }

  private static boolean close(double radiusM, Member one, Member other) {
    if (radiusM == 0) {
      return !one.grid().isEmpty() && one.grid().equals(other.grid());
    }
    Position here = one.position();
    Position there = other.position();
    if (here == null || there == null) {
      return one == other;
    }
    double north = (there.lat() - here.lat()) * METRES_PER_DEGREE;
    double east =
        (there.lon() - here.lon()) * METRES_PER_DEGREE * Math.cos(Math.toRadians(here.lat()));
    return Math.hypot(north, east) <= radiusM;
  }
}

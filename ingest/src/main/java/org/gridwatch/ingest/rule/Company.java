package org.gridwatch.ingest.rule;

import java.util.Comparator;
import java.util.List;
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
    var vicinity = new Vicinity(spread.radiusM(), alarming);
    var circles = new Circles(alarming.size());
    for (int one = 0; one < alarming.size(); one++) {
      int[] around = around(spread, alarming, one, vicinity);
      if (around.length >= spread.atLeast()) {
        circles.join(one, around);
      }
    }
    return circles.all().stream()
        .map(circle -> circle.stream().map(alarming::get).toList())
        .filter(members -> members.stream().anyMatch(member -> !member.grid().isEmpty()))
        .map(members -> company(members, stands))
        .toList();
  }

  /** Those that count together with it, itself among them. */
  private static int[] around(
      Condition.Spread spread, List<Member> alarming, int one, Vicinity vicinity) {
    Member here = alarming.get(one);
    long window = spread.window().toMillis();
    return vicinity
        .near(one)
        .filter(other -> Math.abs(here.sinceMs() - alarming.get(other).sinceMs()) <= window)
        .toArray();
  }

  private static Company company(List<Member> members, Predicate<String> stands) {
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
}

package org.gridwatch.ingest.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.device.Position;
import org.gridwatch.ingest.rule.Company.Member;
import org.junit.jupiter.api.Test;

class CompanyTest {
  private static final double METRES_PER_DEGREE = 111_195;
  private static final Predicate<String> NOWHERE = grid -> false;

  @Test
  void enoughWithinReachAreOneCompanyToldOfWhereTheFirstIs() {
    var members = List.of(at(1, "A", 0, 30), at(2, "B", 100, 20), at(3, "B", 240, 10));
    assertThat(Company.of(spread(150, 3), members, NOWHERE))
        .containsExactly(new Company("B", 3, 30));
    assertThat(Company.of(spread(150, 3), members, "A"::equals))
        .as("it stays where it was told of")
        .containsExactly(new Company("A", 3, 30));
  }

  @Test
  void tooFewOrTooFarApartOrTooLongAfterEachOtherAreNone() {
    var two = List.of(at(1, "A", 0, 0), at(2, "A", 10, 0));
    assertThat(Company.of(spread(150, 3), two, NOWHERE)).isEmpty();
    var far = List.of(at(1, "A", 0, 0), at(2, "A", 100, 0), at(3, "A", 251, 0));
    assertThat(Company.of(spread(150, 3), far, NOWHERE)).isEmpty();
    var late = List.of(at(1, "A", 0, 0), at(2, "A", 10, 0), at(3, "A", 20, 600_001));
    assertThat(Company.of(spread(150, 3), late, NOWHERE)).isEmpty();
  }

  @Test
  void withoutAReachThoseOfOneGridAreTogether() {
    var members =
        List.of(
            at(1, "A", 0, 0), at(2, "B", 1, 0), at(3, "A", 5_000, 0), new Member(4, "", null, 0));
    assertThat(Company.of(spread(0, 2), members, NOWHERE)).containsExactly(new Company("A", 2, 0));
  }

  @Test
  void whatIsFoundByLookingAroundIsWhatAskingEverybodyFinds() {
    var random = new Random(20_261_123);
    for (int round = 0; round < 500; round++) {
      double radius = round % 4 == 0 ? 0 : Math.pow(10, 1 + 3 * random.nextDouble());
      var spread = spread(radius, 2 + random.nextInt(4));
      var members = town(random, random.nextInt(90), Math.pow(10, 2 + 2 * random.nextDouble()));
      Predicate<String> stands = random.nextBoolean() ? NOWHERE : "G3"::equals;
      assertThat(Company.of(spread, members, stands))
          .as("round %d: %s", round, spread)
          .isEqualTo(plainly(spread, members, stands));
    }
  }

  // ---- by asking everybody about everybody

  private static List<Company> plainly(
      Condition.Spread spread, List<Member> alarming, Predicate<String> stands) {
    var companies = new ArrayList<Set<Member>>();
    for (Member one : alarming) {
      var around = new LinkedHashSet<Member>();
      alarming.stream().filter(other -> together(spread, one, other)).forEach(around::add);
      if (around.size() >= spread.atLeast()) {
        for (Set<Member> company : List.copyOf(companies)) {
          if (company.stream().anyMatch(around::contains)) {
            companies.remove(company);
            around.addAll(company);
          }
        }
        companies.add(around);
      }
    }
    return companies.stream()
        .filter(members -> members.stream().anyMatch(member -> !member.grid().isEmpty()))
        .map(members -> company(members, stands))
        .toList();
  }

  private static Company company(Set<Member> members, Predicate<String> stands) {
    var inGrids = members.stream().filter(member -> !member.grid().isEmpty());
    Member first =
        inGrids
            .min(
                Comparator.comparing((Member member) -> !stands.test(member.grid()))
                    .thenComparingLong(Member::sinceMs)
                    .thenComparingInt(Member::deviceId))
            .orElseThrow();
    long newest = members.stream().mapToLong(Member::sinceMs).max().orElseThrow();
    return new Company(first.grid(), members.size(), newest);
  }

  private static boolean together(Condition.Spread spread, Member one, Member other) {
    if (Math.abs(one.sinceMs() - other.sinceMs()) > spread.window().toMillis()) {
      return false;
    }
    if (spread.radiusM() == 0) {
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
    return Math.hypot(north, east) <= spread.radiusM();
  }

  // ---- people and places

  private static Condition.Spread spread(double radiusM, int atLeast) {
    return new Condition.Spread(
        Kind.GAS, atLeast, radiusM, Duration.ofMinutes(10), Severity.YELLOW, Severity.RED);
  }

  private static Member at(int device, String grid, double metresNorth, long sinceMs) {
    return new Member(device, grid, new Position(110.79, 32.64 + metresNorth / 111_195), sinceMs);
  }

  /** Some are in no grid, some nowhere; many begin at the same moment. */
  private static List<Member> town(Random random, int size, double widthM) {
    var members = new ArrayList<Member>();
    double lat = random.nextInt(5) == 0 ? 68.97 : 32.64;
    double degrees = widthM / METRES_PER_DEGREE;
    for (int device = 1; device <= size; device++) {
      boolean nowhere = random.nextInt(20) == 0;
      var position =
          new Position(110.79 + degrees * random.nextDouble(), lat + degrees * random.nextDouble());
      int grid = random.nextInt(8);
      members.add(
          new Member(
              device,
              grid == 0 ? "" : "G" + grid,
              nowhere ? null : position,
              60_000L * random.nextInt(30)));
    }
    return members;
  }
}

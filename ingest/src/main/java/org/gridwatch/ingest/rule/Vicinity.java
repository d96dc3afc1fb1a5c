package org.gridwatch.ingest.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gridwatch.ingest.device.Position;
import org.jspecify.annotations.Nullable;

/**
 * Who of many is close to one, found without asking everybody: a square as wide as the reach and
 * its eight neighbours hold all that can be. With a reach of 0 those of one grid are close.
 */
final class Vicinity {
  private static final double METRES_PER_DEGREE = 111_195;

  /** What is within reach to the last digit must not fall out of the squares by rounding. */
  private static final double A_LITTLE_MORE = 1 + 1e-9;

  private record Square(long column, long row) {}

  private final double reachM;
  private final List<Company.Member> members;
  private final double degreesNorth;
  private final double degreesEast;
  private final Map<Square, List<Integer>> squares = new HashMap<>();
  private final Map<String, List<Integer>> grids = new HashMap<>();

  Vicinity(double reachM, List<Company.Member> members) {
    this.reachM = reachM;
    this.members = members;
    this.degreesNorth = reachM / METRES_PER_DEGREE * A_LITTLE_MORE;
    this.degreesEast = degreesNorth / narrowest(members);
    for (int i = 0; i < members.size(); i++) {
      var member = members.get(i);
      Position position = member.position();
      if (reachM > 0 && position != null) {
        squares.computeIfAbsent(square(position), square -> new ArrayList<>()).add(i);
      } else if (reachM == 0 && !member.grid().isEmpty()) {
        grids.computeIfAbsent(member.grid(), grid -> new ArrayList<>()).add(i);
      }
    }
  }

  /** How much shorter a degree of longitude is than one of latitude where it is shortest. */
  private static double narrowest(List<Company.Member> members) {
    return members.stream()
        .map(Company.Member::position)
        .mapToDouble(position -> position == null ? 1 : shrunk(position))
        .min()
        .orElse(1);
  }

  private static double shrunk(Position position) {
    return Math.cos(Math.toRadians(position.lat()));
  }

  private Square square(Position position) {
    return new Square(
        (long) Math.floor(position.lon() / degreesEast),
        (long) Math.floor(position.lat() / degreesNorth));
  }

  /** Their indexes, in order within a square; its own is one of them, unless it is nowhere. */
  IntStream near(int one) {
    var member = members.get(one);
    if (reachM == 0) {
      return indexes(grids.get(member.grid()));
    }
    Position here = member.position();
    if (here == null) {
      return IntStream.empty();
    }
    var middle = square(here);
    double shrunk = shrunk(here);
    return IntStream.range(0, 9)
        .mapToObj(i -> new Square(middle.column() + i % 3 - 1, middle.row() + i / 3 - 1))
        .flatMapToInt(square -> indexes(squares.get(square)))
        .filter(other -> within(here, shrunk, members.get(other).position()));
  }

  private static IntStream indexes(@Nullable List<Integer> some) {
    return some == null ? IntStream.empty() : some.stream().mapToInt(Integer::intValue);
  }

  private boolean within(Position here, double shrunk, @Nullable Position there) {
    if (there == null) {
      return false;
    }
    double north = (there.lat() - here.lat()) * METRES_PER_DEGREE;
    double east = (there.lon() - here.lon()) * METRES_PER_DEGREE * shrunk;
    return north * north + east * east <= reachM * reachM;
  }
}

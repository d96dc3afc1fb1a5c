package org.gridwatch.gateway.simulator.community;

import java.util.ArrayList;
import java.util.List;
import org.gridwatch.gateway.simulator.community.Community.Grid;
import org.gridwatch.gateway.simulator.community.Community.Person;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.geom.Polygon;

/** Numbers the grids, draws their boundaries on the map and finds people to answer for them. */
final class Wardens {
  /** Zhangwan district, then a sub-district and a community that do not exist. */
  private static final String AREA_CODE = "420303" + "099" + "099";

  private final Names names;
  private final Dice dice;
  private final List<Grid> middle = new ArrayList<>();
  private final List<Grid> leaves = new ArrayList<>();

  Wardens(long seed, Names names) {
    this.names = names;
    this.dice = new Dice(seed, "wardens");
  }

  List<Grid> appoint(List<Cell> cells) {
    var secretary = names.person();
    for (int i = 0; i < cells.size(); i++) {
      grid(cells.get(i), i + 1);
    }
    var all = new ArrayList<Grid>();
    var whole = union(leaves.stream().map(Grid::boundary).toList());
    all.add(new Grid(AREA_CODE, 1, "", Names.COMMUNITY + "总网格", secretary, people(3), whole));
    all.addAll(middle);
    all.addAll(leaves);
    return all;
  }

  private void grid(Cell cell, int number) {
    String code = AREA_CODE + "%02d".formatted(number);
    var boundaries = new ArrayList<Polygon>();
    var own = people(dice.among(5, Math.max(5, cell.leaves.size() - 1)));
    for (int i = 0; i < cell.leaves.size(); i++) {
      var boundary = Terrain.map(cell.leaves.get(i).ground());
      boundaries.add(boundary);
      String name = "微网格%d-%02d".formatted(number, i + 1);
      var leader = own.get(i * own.size() / cell.leaves.size());
      var deputies = dice.chance(0.4) ? List.of(names.person()) : List.<Person>of();
      String leafCode = AREA_CODE + "%03d".formatted(leaves.size() + 1);
      leaves.add(new Grid(leafCode, 3, code, name, leader, deputies, boundary));
    }
    String name = "松岭" + Names.count(number) + "网格";
    var leader =
        dice.chance(0.12) && !middle.isEmpty() ? middle.getLast().leader() : names.person();
    middle.add(
        new Grid(code, 2, AREA_CODE, name, leader, people(dice.among(1, 2)), union(boundaries)));
  }

  private List<Person> people(int count) {
    var people = new ArrayList<Person>();
    for (int i = 0; i < count; i++) {
      people.add(names.person());
    }
    return List.copyOf(people);
  }

  private static Polygon union(List<Polygon> boundaries) {
    return (Polygon) CoverageUnion.union(boundaries.toArray(Polygon[]::new)).norm();
  }
}

package org.gridwatch.map.planner.coverage;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Geometry;

/** What an edit has put together so far. */
final class Sketch {
  private static final Pattern NUMBERED = Pattern.compile(" \\d{1,3}$");
  private static final int LONGEST_BASE = 95;

  private final Tiling was;
  private final Map<String, PlanGrid> put = new LinkedHashMap<>();
  private final Set<String> gone = new LinkedHashSet<>();
  private int next;

  Sketch(Tiling was) {
    this.was = was;
    this.next = Integer.parseInt(was.nextKey().substring(1));
  }

  String newKey() {
    return "+" + next++;
  }

  void put(PlanGrid grid) {
    put.put(grid.key(), grid);
  }

  void remove(String key) {
    gone.add(key);
  }

  /** As it is by now. */
  PlanGrid now(String key) {
    PlanGrid grid = put.get(key);
    return grid == null ? was.find(key).orElseThrow() : grid;
  }

  void redraw(Map<String, Geometry> boundaries) {
    boundaries.forEach((key, boundary) -> put(now(key).withBoundary(boundary)));
  }

  /** Unchanged grids are left out, also those that only begin at another of their corners. */
  Change change() {
    Map<String, PlanGrid> before = new LinkedHashMap<>();
    Map<String, PlanGrid> after = new LinkedHashMap<>();
    for (String key : gone) {
      was.find(key).ifPresent(grid -> before.put(key, grid));
    }
    put.forEach(
        (key, grid) -> {
          PlanGrid old = was.find(key).orElse(grid);
          boolean known = was.find(key).isPresent();
          PlanGrid kept =
              known && sameRings(old.boundary(), grid.boundary())
                  ? grid.withBoundary(old.boundary())
                  : grid;
          if (!gone.contains(key) && !(known && kept.same(old))) {
            was.find(key).ifPresent(grid0 -> before.put(key, grid0));
            after.put(key, kept);
          }
        });
    return new Change(before, after);
  }

  private static boolean sameRings(Geometry one, Geometry other) {
    return one.getNumPoints() == other.getNumPoints()
        && (one.equalsExact(other) || one.norm().equalsExact(other.norm()));
  }

  /** The wanted name, or else the old one with the next number that no sibling has. */
  String name(String wanted, PlanGrid like) {
    if (!wanted.isBlank()) {
      return wanted.strip();
    }
    String base = base(like.name());
    for (int n = 2; ; n++) {
      String name = base + " " + n;
      if (taken(was.all(), name) || taken(put.values(), name)) {
        continue;
      }
      return name;
    }
  }

  static String base(String name) {
    String base = NUMBERED.matcher(name).replaceFirst("");
    return base.length() > LONGEST_BASE ? base.substring(0, LONGEST_BASE).strip() : base;
  }

  private static boolean taken(Collection<PlanGrid> grids, String name) {
    return grids.stream().anyMatch(grid -> grid.name().equals(name));
  }
}

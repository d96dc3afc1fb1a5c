package org.gridwatch.map.planner.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.map.grid.Wgs84;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Ten thousand random edits in all, on made up and on real grids. After each: nobody's household is
 * lost or in two grids, undo is exact, and what is stored comes back exactly.
 */
@Tag("slow")
class RandomEditsTest {
  private static final int LOOK_AT_ALL_EVERY = 200;

  /** Of one kind of edit: how many went through, and how long all took. */
  private static final class Tally {
    private int done;
    private final List<Double> millis = new ArrayList<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
  }

  private final Map<String, Tally> tallies = new TreeMap<>();

  @Test
  void onMadeUpTowns() {
    for (long seed = 1; seed <= 3; seed++) {
      run(RealTowns.voronoi(seed, 150), seed, 1_000);
    }
    report("made up");
    assertMostWentThrough();
  }

  @Test
  void onTheDemoCommunity() {
    run(RealTowns.demo(Community.generate(Community.DEMO_SEED)), 4, 3_000);
    report("demo");
    assertMostWentThrough();
  }

  @Test
  void onTheStreetBlocksOfKrems() {
    run(RealTowns.krems(), 5, 1_500);
    report("Krems");
    assertMostWentThrough();
  }

  @Test
  void onTheVillagesOfHsinchu() {
    run(RealTowns.hsinchu(), 6, 1_500);
    report("Hsinchu");
    assertMostWentThrough();
  }

  @Test
  void onTheQuartersOfMonaco() {
    run(RealTowns.monaco(), 7, 1_000);
    report("Monaco");
  }

  private void assertMostWentThrough() {
    int done = tallies.values().stream().mapToInt(tally -> tally.done).sum();
    int all = tallies.values().stream().mapToInt(tally -> tally.millis.size()).sum();
    assertThat(done).isGreaterThan(all * 3 / 4);
  }

  private void run(Tiling start, long seed, int edits) {
    var dabbler = new Dabbler(seed, start.leaves().size());
    var people = new People(start, seed);
    double land = land(start);
    int wrongBefore = hard(start);
    List<Change> undo = new ArrayList<>();
    Tiling tiling = start;
    for (int i = 1; i <= edits; i++) {
      Edit edit = dabbler.next(tiling);
      Change change = attempt(tiling, edit);
      Tiling next = tiling.after(change);
      assertThat(next.after(change.inverse()).same(tiling)).as("undo of %s", edit).isTrue();
      storedExactly(change);
      people.follow(change, edit);
      undo.add(change);
      tiling = next;
      if (i % LOOK_AT_ALL_EVERY == 0) {
        assertThat(hard(tiling)).as("after %d edits", i).isLessThanOrEqualTo(wrongBefore);
        assertThat(land(tiling)).as("land after %d edits", i).isCloseTo(land, within(land * 1e-6));
      }
    }
    for (Change change : undo.reversed()) {
      tiling = tiling.after(change.inverse());
    }
    assertThat(tiling.same(start)).as("all undone").isTrue();
  }

  private Change attempt(Tiling tiling, Edit edit) {
    Tally tally = tallies.computeIfAbsent(edit.getClass().getSimpleName(), _ -> new Tally());
    long begun = processorTime();
    Change change = Change.NONE;
    try {
      change = Editor.change(tiling, edit);
      tally.done++;
    } catch (Refused refused) {
      assertThat(refused.getMessage()).isNotBlank();
      tally.refusals.merge(
          String.valueOf(refused.getMessage()).replaceAll("[^a-z ]+\\S*", "_"), 1, Integer::sum);
    }
    tally.millis.add((processorTime() - begun) / 1e6);
    return change;
  }

  /** Of this thread, so that what else the machine does is not counted. */
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void storedExactly(Change change) {
    for (PlanGrid grid : change.after().values()) {
      if (grid.leaf()) {
        Geometry back = Wgs84.read(Wgs84.write(grid.boundary()));
        assertThat(grid.withBoundary(back).same(grid)).as("%s stored", grid.key()).isTrue();
      }
    }
  }

  private static double land(Tiling tiling) {
    return tiling.leaves().stream().mapToDouble(leaf -> leaf.boundary().getArea()).sum();
  }

  private static int hard(Tiling tiling) {
    return (int) Flaws.of(tiling, List.of(), List.of()).stream().filter(Flaw::hard).count();
  }

  private void report(String name) {
    System.out.println("random edits: " + name);
    tallies.forEach(
        (kind, tally) -> {
          double[] millis = tally.millis.stream().mapToDouble(x -> x).sorted().toArray();
          System.out.printf(
              "  %-13s %5d of %5d went through, p50 %.1f ms, p95 %.1f ms, most %.1f ms %s%n",
              kind,
              tally.done,
              millis.length,
              millis[millis.length / 2],
              millis[millis.length * 95 / 100],
              millis[millis.length - 1],
              tally.refusals);
        });
    double[] all =
        tallies.values().stream()
            .flatMap(tally -> tally.millis.stream())
            .mapToDouble(x -> x)
            .sorted()
            .toArray();
    System.out.printf(
        "  all: %d edits, p50 %.1f ms, p95 %.1f ms%n",
        all.length, all[all.length / 2], all[all.length * 95 / 100]);
  }

  /** Households, each at a place in exactly one leaf. */
  private static final class People {
    private static final int COUNT = 3_000;

    private final STRtree places = new STRtree();
    private final Map<Coordinate, Set<String>> homes = new HashMap<>();

    People(Tiling tiling, long seed) {
      var random = new Random(seed);
      List<PlanGrid> leaves = tiling.leaves();
      while (homes.size() < COUNT) {
        PlanGrid leaf = leaves.get(random.nextInt(leaves.size()));
        Envelope box = leaf.boundary().getEnvelopeInternal();
        var place =
            new Coordinate(
                box.getMinX() + random.nextDouble() * box.getWidth(),
                box.getMinY() + random.nextDouble() * box.getHeight());
        Set<String> in = new HashSet<>();
        for (PlanGrid near : tiling.leavesNear(new Envelope(place))) {
          if (where(near, place) == Location.INTERIOR) {
            in.add(near.key());
          }
        }
        if (in.size() == 1 && homes.put(place, in) == null) {
          places.insert(new Envelope(place), place);
        }
      }
    }

    private static int where(PlanGrid leaf, Coordinate place) {
      return new IndexedPointInAreaLocator(leaf.boundary()).locate(place);
    }

    /** Everybody near what has changed is still in one leaf, or on an edge between some. */
    void follow(Change change, Edit edit) {
      List<PlanGrid> changed = change.after().values().stream().filter(PlanGrid::leaf).toList();
      Map<String, IndexedPointInAreaLocator> now = new HashMap<>();
      var box = new Envelope();
      for (PlanGrid leaf : changed) {
        now.put(leaf.key(), new IndexedPointInAreaLocator(leaf.boundary()));
        box.expandToInclude(leaf.boundary().getEnvelopeInternal());
      }
      for (Object one : box.isNull() ? List.of() : places.query(box)) {
        Coordinate place = (Coordinate) one;
        Set<String> in = new HashSet<>(homes.get(place));
        in.removeAll(change.keys());
        int inside = in.isEmpty() ? 0 : 1;
        for (var leaf : now.entrySet()) {
          int where = leaf.getValue().locate(place);
          inside += where == Location.INTERIOR ? 1 : 0;
          if (where != Location.EXTERIOR) {
            in.add(leaf.getKey());
          }
        }
        assertThat(in).as("home at %s after %s", place, edit).isNotEmpty();
        assertThat(inside).as("homes of %s after %s", place, edit).isLessThanOrEqualTo(1);
        homes.put(place, in);
      }
    }
  }
}

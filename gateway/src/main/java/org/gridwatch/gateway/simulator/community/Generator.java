package org.gridwatch.gateway.simulator.community;

import java.util.ArrayList;
import java.util.List;
import org.gridwatch.gateway.simulator.community.Community.Area;
import org.gridwatch.gateway.simulator.community.Community.Street;
import org.locationtech.jts.geom.Point;

/** From a seed to a community: plan, bend, build, count, appoint, equip. */
final class Generator {
  private Generator() {}

  static Community generate(long seed) {
    var names = new Names(seed);
    var terrain = new Terrain(seed, TownPlan.LENGTH / 2, TownPlan.BANDS[3] / 2);
    var plan = new TownPlan(seed, names);
    plan.settle(terrain);
    var ground = new Ground(plan.ways, terrain);
    var builder = new Builder(seed, ground, terrain);
    plan.cells.forEach(builder::build);
    var sites = new ArrayList<>(builder.sites);
    sites.sort(Census.READING_ORDER);
    var census = new Census(seed, ground);
    var addressed = census.address(sites);
    var buildings = census.take(addressed);
    var grids = new Wardens(seed, names).appoint(plan.cells);
    var devices = new Equipment(seed, ground, plan.cells, addressed, buildings).install();
    Point middle = grids.getFirst().boundary().getInteriorPoint();
    return new Community(
        seed,
        Names.COMMUNITY,
        middle.getX(),
        middle.getY(),
        List.copyOf(grids),
        streets(ground),
        areas(seed, terrain, builder),
        List.copyOf(buildings),
        List.copyOf(devices));
  }

  private static List<Street> streets(Ground ground) {
    return ground.roads.stream()
        .map(road -> new Street(road.name(), road.kind(), Terrain.map(road.line())))
        .toList();
  }

  private static List<Area> areas(long seed, Terrain terrain, Builder builder) {
    var areas = new ArrayList<>(new Landscape(seed, terrain).areas());
    areas.addAll(builder.yards);
    return areas.stream()
        .map(a -> new Area(a.layer(), a.kind(), a.name(), Terrain.map(a.shape())))
        .toList();
  }
}

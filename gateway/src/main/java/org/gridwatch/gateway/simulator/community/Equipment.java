package org.gridwatch.gateway.simulator.community;

import static org.gridwatch.gateway.simulator.community.Community.Kind.CAMERA;
import static org.gridwatch.gateway.simulator.community.Community.Kind.GAS;
import static org.gridwatch.gateway.simulator.community.Community.Kind.POWER;
import static org.gridwatch.gateway.simulator.community.Community.Kind.WATER;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.gridwatch.gateway.simulator.community.Community.Building;
import org.gridwatch.gateway.simulator.community.Community.Device;
import org.gridwatch.gateway.simulator.community.Community.Kind;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.linearref.LengthIndexedLine;

/** Hangs devices where their fitters would: in stairwells, on walls, at gates and crossings. */
final class Equipment {
  private static final Map<Kind, String> PREFIX =
      Map.of(GAS, "GS", WATER, "WT", POWER, "PW", CAMERA, "CM");
  private static final int DETECTORS_PER_GATEWAY = 8;
  private static final int METERS_PER_GATEWAY = 12;

  private final Dice dice;
  private final Ground ground;
  private final List<Cell> cells;
  private final List<Site> sites;
  private final List<Building> buildings;
  private final List<Device> devices = new ArrayList<>();
  private final Map<Kind, Integer> numbers = new EnumMap<>(Kind.class);
  private final Map<Cell.Leaf, List<Site>> byLeaf = new IdentityHashMap<>();
  private int gateways;

  Equipment(
      long seed, Ground ground, List<Cell> cells, List<Site> sites, List<Building> buildings) {
    this.dice = new Dice(seed, "equipment");
    this.ground = ground;
    this.cells = cells;
    this.sites = sites;
    this.buildings = buildings;
    for (var site : sites) {
      byLeaf.computeIfAbsent(site.leaf(), first -> new ArrayList<>()).add(site);
    }
  }

  List<Device> install() {
    detectors();
    meters();
    cabinets();
    compounds();
    streetCameras();
    return devices;
  }

  /**
   * One detector for about fifty households; eight in a row share a gateway, some are wired alone.
   */
  private void detectors() {
    int seen = 0;
    int behind = 0;
    String gateway = "";
    for (int i = 0; i < sites.size(); i++) {
      var site = sites.get(i);
      seen += buildings.get(i).households();
      boolean kitchen = site.use().equals("market") || site.use().equals("school");
      if (seen < 46 && !kitchen) {
        continue;
      }
      seen = Math.max(0, seen - 46);
      boolean alone = dice.chance(0.35);
      if (!alone && behind++ % DETECTORS_PER_GATEWAY == 0) {
        gateway = gateway(GAS, i, "燃气采集网关", 60);
      }
      String where = kitchen ? "厨房" : dice.among(1, 2) + "单元楼道";
      inside(GAS, "detector", i, where + "燃气探测器", 15, alone ? "" : gateway);
    }
  }

  private void meters() {
    int behind = 0;
    String gateway = "";
    for (int i = 0; i < sites.size(); i++) {
      if (buildings.get(i).households() < 12 || dice.chance(0.12)) {
        continue;
      }
      if (behind++ % METERS_PER_GATEWAY == 0) {
        gateway = gateway(WATER, i, "水表采集网关", 60);
      }
      atWall(WATER, "meter", i, "楼总水表", 900, gateway);
    }
  }

  private void cabinets() {
    for (int i = 0; i < sites.size(); i++) {
      var site = sites.get(i);
      boolean lived = site.use().equals("apartments");
      boolean busy = !lived && !site.use().equals("house");
      if (lived || (busy && dice.chance(0.5)) || dice.chance(0.08)) {
        atWall(POWER, "cabinet", i, "配电柜", 30, "");
      }
    }
  }

  /** What a compound as a whole has. */
  private void compounds() {
    for (var cell : cells) {
      boolean lived =
          cell.use == Cell.Use.SLABS
              || cell.use == Cell.Use.TOWERS
              || cell.use == Cell.Use.OLD_TOWN;
      var first = cell.leaves.getFirst();
      var last = cell.leaves.get(cell.leaves.size() - (cell.band == 0 ? 2 : 1));
      if (lived) {
        edge(GAS, "regulator", last, 0.85, cell.name + "燃气调压箱", 60);
        edge(
            WATER,
            cell.use == Cell.Use.TOWERS ? "pump-room" : "inlet",
            first,
            0.2,
            cell.name + (cell.use == Cell.Use.TOWERS ? "二次供水泵房" : "进水总表"),
            15);
        edge(POWER, "transformer", first, 0.6, cell.name + "箱式变压器", 15);
      }
      if (cells.indexOf(cell) % 4 == 1) {
        edge(WATER, "quality", last, 0.4, cell.name + "水质监测点", 60);
      }
      for (var leaf : cell.leaves) {
        yardCameras(leaf);
      }
    }
  }

  private void yardCameras(Cell.Leaf leaf) {
    String place = leaf.purpose() == Cell.Purpose.RIVERSIDE ? "滨河步道" : leaf.cell().name;
    edge(CAMERA, "camera", leaf, dice.between(0, 1), place + "监控", 60);
    if (dice.chance(0.35)) {
      edge(CAMERA, "camera", leaf, dice.between(0, 1), place + "监控", 60);
    }
  }

  /** A camera on a corner of every crossing of named streets. */
  private void streetCameras() {
    for (int i = 0; i < ground.roads.size(); i++) {
      for (int j = i + 1; j < ground.roads.size(); j++) {
        var a = ground.roads.get(i);
        var b = ground.roads.get(j);
        if (!a.name().isEmpty() && !b.name().isEmpty() && meet(a, b)) {
          Geometry meeting = a.line().intersection(b.line().buffer(1.5));
          corner(meeting.getCentroid().getCoordinate(), a, b);
        }
      }
    }
  }

  private static boolean meet(Ground.Road a, Ground.Road b) {
    return a.line().getEnvelopeInternal().distance(b.line().getEnvelopeInternal()) < 1
        && a.line().isWithinDistance(b.line(), 1);
  }

  private void corner(Coordinate crossing, Ground.Road a, Ground.Road b) {
    double reach = Math.max(a.halfWidth(), b.halfWidth()) + 2;
    int corners = a.halfWidth() > 8 && b.halfWidth() > 8 ? 3 : 1;
    double turn = dice.between(0, 2 * StrictMath.PI);
    for (int i = 0, tries = 0; i < corners && tries < 12; tries++) {
      double angle = turn + (tries + 0.5) * StrictMath.PI / 2 + 0.3 * (tries / 4);
      var spot =
          new Coordinate(
              crossing.x + reach * 1.4 * StrictMath.cos(angle),
              crossing.y + reach * 1.4 * StrictMath.sin(angle));
      var leaf = leafAt(spot);
      if (leaf != null) {
        String where = b.name() + "路口";
        String address = a.name() + "与" + b.name() + "交叉口";
        add(CAMERA, "camera", a.name() + where + "监控", spot, address, -1, 60, "");
        i++;
      }
    }
  }

  private Cell.@Nullable Leaf leafAt(Coordinate spot) {
    var point = Terrain.SHAPES.createPoint(spot);
    for (var cell : cells) {
      for (var leaf : cell.leaves) {
        if (leaf.ground().getEnvelopeInternal().contains(spot)
            && leaf.ground().contains(point)
            && leaf.ground().getExteriorRing().distance(point) > 0.5) {
          return leaf;
        }
      }
    }
    return null;
  }

  private String gateway(Kind kind, int building, String label, int seconds) {
    String name = "GW-%04d".formatted(++gateways);
    var site = sites.get(building);
    var spot = along(site, 0.02, -1);
    devices.add(
        device(
            name,
            kind,
            "gateway",
            site.name() + label,
            spot,
            site.address(),
            building,
            seconds,
            ""));
    return name;
  }

  private void inside(
      Kind kind, String model, int building, String label, int seconds, String gateway) {
    var site = sites.get(building);
    add(
        kind,
        model,
        site.name() + label,
        along(site, dice.between(0.1, 0.9), -2.5),
        site.address(),
        building,
        seconds,
        gateway);
  }

  private void atWall(
      Kind kind, String model, int building, String label, int seconds, String gateway) {
    var site = sites.get(building);
    add(
        kind,
        model,
        site.name() + label,
        along(site, dice.between(0.1, 0.9), -0.8),
        site.address(),
        building,
        seconds,
        gateway);
  }

  /**
   * A point beside the walls of a building: {@code offset} metres from them, negative is inside.
   */
  private static Coordinate along(Site site, double share, double offset) {
    var ring = site.ground().getExteriorRing();
    var index = new LengthIndexedLine(ring);
    // Rings run counter-clockwise here, so left of the wall is inside.
    return index.extractPoint(share * ring.getLength(), -offset);
  }

  /** A spot near the edge of a leaf where no house stands. */
  private void edge(
      Kind kind, String model, Cell.Leaf leaf, double share, String label, int seconds) {
    for (double setback = 1.5; setback >= 0; setback -= 0.5) {
      Geometry free = ground.free(leaf, setback).getGeometry();
      for (var site : byLeaf.getOrDefault(leaf, List.of())) {
        free = free.difference(site.ground().buffer(1));
      }
      if (!free.isEmpty()) {
        var boundary = free.norm().getGeometryN(0).getBoundary().getGeometryN(0);
        var spot = new LengthIndexedLine(boundary).extractPoint(share * boundary.getLength());
        String street =
            ground.nearest(boundary, List.of("primary", "secondary", "residential")).name();
        add(kind, model, label, spot, street + "旁", -1, seconds, "");
        return;
      }
    }
  }

  private void add(
      Kind kind,
      String model,
      String label,
      Coordinate spot,
      String address,
      int building,
      int seconds,
      String gateway) {
    int number = numbers.merge(kind, 1, Integer::sum);
    String name = PREFIX.get(kind) + "-%04d".formatted(number);
    devices.add(device(name, kind, model, label, spot, address, building, seconds, gateway));
  }

  private static Device device(
      String name,
      Kind kind,
      String model,
      String label,
      Coordinate ground,
      String address,
      int building,
      int seconds,
      String gateway) {
    var spot = Terrain.map(ground);
    return new Device(
        name, kind, model, label, spot.x, spot.y, address, building, seconds, gateway);
  }
}

package org.gridwatch.map.planner.coverage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.map.grid.SharedData;
import org.gridwatch.map.grid.Wgs84;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.geojson.GeoJsonReader;
import org.locationtech.jts.triangulate.VoronoiDiagramBuilder;

/** Tilings to work on: made up ones, the demo community, and real places. */
final class RealTowns {
  private RealTowns() {}

  /** Cells around random places; every other parent has grids, the rest micro-grids below one. */
  static Tiling voronoi(long seed, int cells) {
    var random = new Random(seed);
    var box = new Envelope(110.78, 110.80, 32.64, 32.66);
    List<Coordinate> sites = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      sites.add(
          new Coordinate(
              box.getMinX() + random.nextDouble() * box.getWidth(),
              box.getMinY() + random.nextDouble() * box.getHeight()));
    }
    var builder = new VoronoiDiagramBuilder();
    builder.setSites(sites);
    builder.setClipEnvelope(box);
    Geometry frame = Wgs84.FACTORY.toGeometry(box);
    Geometry cellsMade = builder.getDiagram(Wgs84.FACTORY);
    List<Geometry> lines = new ArrayList<>();
    for (int i = 0; i < cellsMade.getNumGeometries(); i++) {
      lines.add(cellsMade.getGeometryN(i).getBoundary());
    }
    return families(Blocks.of(frame, lines));
  }

  /** West to east into parents of about ten. */
  static Tiling families(List<Geometry> areas) {
    List<PlanGrid> grids = new ArrayList<>();
    Geometry none = Rings.area(List.of());
    grids.add(new PlanGrid("T", 1, "", "城", false, none));
    List<Geometry> sorted = new ArrayList<>(areas);
    sorted.sort(java.util.Comparator.comparingDouble(area -> area.getCentroid().getX()));
    for (int i = 0; i < sorted.size(); i++) {
      String parent = "P" + i / 10;
      if (i % 10 == 0) {
        grids.add(new PlanGrid(parent, 2, "T", "片" + i / 10, false, none));
      }
      grids.add(new PlanGrid("G" + i, 3, parent, "格" + i, false, sorted.get(i)));
    }
    return Tiling.of(grids);
  }

  static Tiling demo(Community community) {
    return Tiling.of(
        community.grids().stream()
            .map(
                grid ->
                    new PlanGrid(
                        grid.code(),
                        grid.level(),
                        grid.parent(),
                        grid.name(),
                        false,
                        grid.leaf() ? Wgs84.snap(grid.boundary()) : Rings.area(List.of())))
            .toList());
  }

  /** The blocks between the streets of Krems. */
  static Tiling krems() {
    List<Geometry> roads = features("maps/krems/krems-roads.geojson");
    Geometry town = Wgs84.FACTORY.toGeometry(new Envelope(15.585, 15.635, 48.395, 48.425));
    return families(Blocks.of(town, roads));
  }

  static Tiling hsinchu() {
    return families(
        features("maps/hsinchu-villages/hsinchu-villages.geojson").stream()
            .map(Wgs84::snap)
            .toList());
  }

  /** The quarters of Monaco, as level-2 grids. */
  static Tiling monaco() {
    List<PlanGrid> grids = new ArrayList<>();
    grids.add(new PlanGrid("T", 1, "", "Monaco", false, Rings.area(List.of())));
    for (Geometry quarter : features("maps/monaco/monaco-admin.geojson")) {
      String key = "Q" + grids.size();
      grids.add(new PlanGrid(key, 2, "T", key, false, Wgs84.snap(quarter)));
    }
    return Tiling.of(grids);
  }

  static List<Geometry> features(String file) {
    try {
      Geometry all = new GeoJsonReader().read(Files.readString(SharedData.path(file)));
      List<Geometry> features = new ArrayList<>();
      for (int i = 0; i < all.getNumGeometries(); i++) {
        features.add(Wgs84.FACTORY.createGeometry(all.getGeometryN(i)));
      }
      return features;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}

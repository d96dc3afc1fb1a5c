package org.gridwatch.map.basemap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gridwatch.map.grid.BuildingDraft;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.util.LineStringExtracter;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Gathers what a map file holds, whatever its format. Things that come in several pieces under one
 * id (cut at the edges of tiles) become one again.
 */
final class Extract {
  /** Pieces of one thing, and what it says of itself. */
  private static final class Thing {
    final Tags tags;
    final List<Geometry> pieces = new ArrayList<>();

    Thing(Tags tags) {
      this.tags = tags;
    }
  }

  private record DrawnThing(Tags.Drawn drawn, Thing thing) {}

  private record AddressPoint(Point place, Tags tags) {}

  private final Map<String, Thing> buildings = new LinkedHashMap<>();
  private final Map<String, DrawnThing> drawn = new LinkedHashMap<>();
  private final Map<String, Tags> labels = new LinkedHashMap<>();
  private final List<AddressPoint> addresses = new ArrayList<>();
  private final Map<String, Integer> skipped = new TreeMap<>();

  void skip(String reason) {
    skipped.merge(reason, 1, Integer::sum);
  }

  Map<String, Integer> skipped() {
    return skipped;
  }

  /** Takes one mapped thing; {@code id} is what its source calls it. */
  void take(String id, Tags tags, Geometry shape) {
    switch (shape.getDimension()) {
      case 0 -> point(id, tags, shape);
      case 1 -> line(id, tags, shape);
      default -> area(id, tags, shape);
    }
  }

  private void point(String id, Tags tags, Geometry shape) {
    if (!tags.address().isEmpty() && shape instanceof Point place) {
      addresses.add(new AddressPoint(place, tags));
    } else if (tags.building()) {
      labels.putIfAbsent(id, tags);
    } else {
      skip("points that are no addresses");
    }
  }

  private void line(String id, Tags tags, Geometry shape) {
    tags.line().ifPresentOrElse(how -> draw(id, how, tags, shape), () -> skip("other lines"));
  }

  private void area(String id, Tags tags, Geometry shape) {
    if (tags.building()) {
      buildings.computeIfAbsent(id, _ -> new Thing(tags)).pieces.add(shape);
      return;
    }
    Optional<Tags.Drawn> how = tags.area();
    if (how.isPresent()) {
      draw(id, how.get(), tags, shape);
    } else if (tags.line().isPresent()) {
      draw(id, tags.line().get(), tags, shape.getBoundary());
    } else {
      skip("other areas");
    }
  }

  private void draw(String id, Tags.Drawn how, Tags tags, Geometry shape) {
    drawn
        .computeIfAbsent(how.layer().word() + " " + id, _ -> new DrawnThing(how, new Thing(tags)))
        .thing
        .pieces
        .add(shape);
  }

  List<BasemapFeature> features() {
    List<BasemapFeature> features = new ArrayList<>();
    drawn.forEach(
        (key, it) -> {
          Geometry whole = whole(it.thing().pieces);
          if (whole.isEmpty()) {
            skip("shapes that are not sound");
            return;
          }
          features.add(
              new BasemapFeature(
                  key.substring(key.indexOf(' ') + 1),
                  it.drawn().layer(),
                  it.drawn().kind(),
                  it.thing().tags.name(),
                  whole));
        });
    return features;
  }

  private static Geometry whole(List<Geometry> pieces) {
    Geometry first = pieces.getFirst();
    if (first.getDimension() == 1) {
      List<LineString> lines = new ArrayList<>();
      pieces.forEach(piece -> LineStringExtracter.getLines(piece, lines));
      return lines.size() == 1
          ? lines.getFirst()
          : first.getFactory().createMultiLineString(lines.toArray(LineString[]::new));
    }
    if (pieces.size() == 1 && first.isValid()) {
      return first;
    }
    List<Geometry> sound = new ArrayList<>();
    for (Geometry piece : pieces) {
      for (Object polygon : PolygonExtracter.getPolygons(piece)) {
        sound.add(((Geometry) polygon).buffer(0));
      }
    }
    return areasOf(OverlayNGRobust.union(sound, first.getFactory()));
  }

  private static Geometry areasOf(Geometry union) {
    return union.getDimension() == 2 ? union : union.getFactory().createPolygon();
  }

  /** Buildings, with the address of a point inside where they say none themselves. */
  List<BuildingDraft> buildings() {
    var inside = new STRtree();
    addresses.forEach(point -> inside.insert(point.place().getEnvelopeInternal(), point));
    List<BuildingDraft> drafts = new ArrayList<>();
    buildings.forEach(
        (id, thing) -> {
          Geometry outline = whole(thing.pieces);
          if (outline.isEmpty() || outline.getArea() == 0) {
            skip("shapes that are not sound");
            return;
          }
          drafts.add(draft(id, thing.tags, outline, inside));
        });
    return drafts;
  }

  private BuildingDraft draft(String id, Tags tags, Geometry outline, STRtree points) {
    String address = tags.address().isEmpty() ? addressInside(outline, points) : tags.address();
    Tags label = labels.get(id);
    String name = tags.name().isEmpty() && label != null ? label.name() : tags.name();
    return new BuildingDraft(id, address, name, 0, 0, tags.floors(), outline);
  }

  @SuppressWarnings("unchecked")
  private static String addressInside(Geometry outline, STRtree points) {
    return ((List<AddressPoint>) points.query(outline.getEnvelopeInternal()))
        .stream()
            .filter(point -> outline.contains(point.place()))
            .map(point -> point.tags().address())
            .min(String::compareTo)
            .orElse("");
  }

  /** A quick look whether a place is one on earth. */
  static boolean onEarth(Coordinate c) {
    return Math.abs(c.x) <= 180 && Math.abs(c.y) <= 90;
  }
}

package org.gridwatch.map.basemap;

import crosby.binary.BinaryParser;
import crosby.binary.Osmformat;
import crosby.binary.file.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/**
 * Reads an OpenStreetMap PBF extract as it streams by: places first, then ways made of places, then
 * relations made of ways, which is the order of such files.
 */
final class OsmMap extends BinaryParser {
  private static final int MOST_NODES = 20_000_000;
  private static final GeometryFactory SHAPES = new GeometryFactory();

  private final Extract extract;
  private final NodePlaces places = new NodePlaces(MOST_NODES);
  private final Map<Long, long[]> ways = new HashMap<>();

  private OsmMap(Extract extract) {
    this.extract = extract;
  }

  static void read(InputStream in, Extract extract) throws IOException {
    try (var blocks = new BlockInputStream(in, new OsmMap(extract))) {
      blocks.process();
    } catch (IOException | NotAMap e) {
      throw e;
    } catch (RuntimeException e) { // whatever the library trips over in a broken file
      throw new NotAMap("the file is not a sound OSM PBF extract: " + e.getMessage());
    }
  }

  @Override
  protected void parse(Osmformat.HeaderBlock header) {
    for (String feature : header.getRequiredFeaturesList()) {
      if (!feature.equals("OsmSchema-V0.6") && !feature.equals("DenseNodes")) {
        throw new NotAMap("the extract needs the feature " + feature + ", which is not understood");
      }
    }
  }

  @Override
  protected void parseDense(Osmformat.DenseNodes nodes) {
    long id = 0;
    long lat = 0;
    long lon = 0;
    int tag = 0;
    for (int i = 0; i < nodes.getIdCount(); i++) {
      id += nodes.getId(i);
      lat += nodes.getLat(i);
      lon += nodes.getLon(i);
      Map<String, String> says = new HashMap<>();
      while (tag < nodes.getKeysValsCount() && nodes.getKeysVals(tag) != 0) {
        says.put(getStringById(nodes.getKeysVals(tag)), getStringById(nodes.getKeysVals(tag + 1)));
        tag += 2;
      }
      tag++;
      node(id, parseLon(lon), parseLat(lat), says);
    }
  }

  @Override
  protected void parseNodes(List<Osmformat.Node> nodes) {
    for (Osmformat.Node node : nodes) {
      node(
          node.getId(),
          parseLon(node.getLon()),
          parseLat(node.getLat()),
          tags(node.getKeysList(), node.getValsList()));
    }
  }

  private void node(long id, double lon, double lat, Map<String, String> says) {
    places.put(id, lon, lat);
    if (!says.isEmpty()) {
      extract.take("node/" + id, new Tags(says), SHAPES.createPoint(new Coordinate(lon, lat)));
    }
  }

  private Map<String, String> tags(List<Integer> keys, List<Integer> values) {
    Map<String, String> says = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      says.put(getStringById(keys.get(i)), getStringById(values.get(i)));
    }
    return says;
  }

  @Override
  protected void parseWays(List<Osmformat.Way> blocks) {
    for (Osmformat.Way way : blocks) {
      long[] refs = new long[way.getRefsCount()];
      long ref = 0;
      for (int i = 0; i < refs.length; i++) {
        ref += way.getRefs(i);
        refs[i] = ref;
      }
      ways.put(way.getId(), refs);
      Map<String, String> says = tags(way.getKeysList(), way.getValsList());
      Coordinate[] line = places.of(refs);
      if (says.isEmpty()) {
        continue; // a part of a relation
      }
      if (line.length < 2) {
        extract.skip("ways whose places are not in the extract");
      } else {
        extract.take("way/" + way.getId(), new Tags(says), shape(line, new Tags(says)));
      }
    }
  }

  /** A closed way is an area where its tags mean one, and a roundabout where they mean a street. */
  private static Geometry shape(Coordinate[] line, Tags tags) {
    boolean closed = line.length >= 4 && line[0].equals2D(line[line.length - 1]);
    boolean area = tags.building() || tags.area().isPresent() || tags.get("area").equals("yes");
    return closed && area ? SHAPES.createPolygon(line) : SHAPES.createLineString(line);
  }

  @Override
  protected void parseRelations(List<Osmformat.Relation> relations) {
    for (Osmformat.Relation relation : relations) {
      Map<String, String> says = tags(relation.getKeysList(), relation.getValsList());
      var tags = new Tags(says);
      if (tags.get("type").equals("multipolygon") && (tags.building() || tags.area().isPresent())) {
        List<Polygon> parts = polygons(relation);
        if (parts.isEmpty()) {
          extract.skip("relations that do not close within the extract");
        } else {
          Geometry whole = SHAPES.createMultiPolygon(parts.toArray(Polygon[]::new));
          extract.take("relation/" + relation.getId(), tags, whole);
        }
      }
    }
  }

  private List<Polygon> polygons(Osmformat.Relation relation) {
    Polygonizer rings = new Polygonizer(true);
    long member = 0;
    for (int i = 0; i < relation.getMemidsCount(); i++) {
      member += relation.getMemids(i);
      long[] refs = ways.get(member);
      if (relation.getTypes(i) == Osmformat.Relation.MemberType.WAY && refs != null) {
        Coordinate[] line = places.of(refs);
        if (line.length >= 2) {
          LineString edge = SHAPES.createLineString(line);
          rings.add(edge);
        }
      }
    }
    List<Polygon> polygons = new ArrayList<>();
    Geometry areas = rings.getGeometry();
    for (int i = 0; i < areas.getNumGeometries(); i++) {
      if (areas.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
        polygons.add(polygon);
      }
    }
    return polygons;
  }

  @Override
  public void complete() {}
}

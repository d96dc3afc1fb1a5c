package org.gridwatch.map.basemap;

import java.util.Arrays;
import org.locationtech.jts.geom.Coordinate;

/** Where each node of an extract is: 16 bytes a node, found by halving. Ids must come in order. */
final class NodePlaces {
  private static final double SCALE = 1e7;

  private final int most;
  private long[] ids = new long[1 << 14];
  private int[] lons = new int[1 << 14];
  private int[] lats = new int[1 << 14];
  private int size;

  NodePlaces(int most) {
    this.most = most;
  }

  void put(long id, double lon, double lat) {
    if (size == most) {
      throw new NotAMap(
          "the extract holds more than " + most + " places; cut it to the community first");
    }
    if (size > 0 && id <= ids[size - 1]) {
      throw new NotAMap("the extract is not sorted by id (node " + id + "); sort it first");
    }
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
      lons = Arrays.copyOf(lons, size * 2);
      lats = Arrays.copyOf(lats, size * 2);
    }
    ids[size] = id;
    lons[size] = (int) Math.round(lon * SCALE);
    lats[size] = (int) Math.round(lat * SCALE);
    size++;
  }

  /** The places of these nodes, without those that are not in the extract. */
  Coordinate[] of(long[] nodes) {
    var line = new Coordinate[nodes.length];
    int n = 0;
    for (long node : nodes) {
      int at = Arrays.binarySearch(ids, 0, size, node);
      if (at >= 0) {
        line[n++] = new Coordinate(lons[at] / SCALE, lats[at] / SCALE);
      }
    }
    return n == line.length ? line : Arrays.copyOf(line, n);
  }
}

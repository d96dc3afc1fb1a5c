package org.gridwatch.map.basemap;

import org.locationtech.jts.geom.Geometry;

/**
 * A street, a river, a park.
 *
 * @param foreignId what its source calls it, for importing it again; empty: nothing
 * @param kind of a street: primary, secondary, residential, footway; else as fine as its source
 * @param shape line or area in WGS 84, longitude first
 */
public record BasemapFeature(
    String foreignId, Layer layer, String kind, String name, Geometry shape) {
  public BasemapFeature {
    if (shape.isEmpty() || shape.getDimension() == 0) {
      throw new IllegalArgumentException(
          layer.word() + " '" + name + "' must be a line or an area");
    }
  }
}

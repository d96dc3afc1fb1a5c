package org.gridwatch.map.grid;

import org.locationtech.jts.geom.Geometry;

/**
 * A building as a generator or an import knows it.
 *
 * @param foreignId what its source calls it, for importing it again; empty: nothing
 * @param outline polygon or multipolygon in WGS 84, longitude first
 */
public record BuildingDraft(
    String foreignId,
    String address,
    String name,
    int households,
    int residents,
    int floors,
    Geometry outline) {
  public BuildingDraft {
    if (outline.isEmpty() || outline.getDimension() != 2) {
      throw new IllegalArgumentException(
          "the outline of building '" + address + "' must be an area");
    }
    if (households < 0 || residents < 0 || floors < 0) {
      throw new IllegalArgumentException(
          "households, residents and floors of '" + address + "' must not be negative");
    }
  }
}

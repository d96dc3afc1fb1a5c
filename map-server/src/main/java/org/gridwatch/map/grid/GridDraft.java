package org.gridwatch.map.grid;

import java.util.List;
import org.locationtech.jts.geom.Geometry;

/**
 * A grid as somebody wants it.
 *
 * @param level 1 community grid, 2 grid, 3 micro-grid
 * @param parentCode the grid above; empty at level 1
 * @param boundary polygon or multipolygon in WGS 84, longitude first; of a grid with children it is
 *     ignored (a parent is the union of its leaves) and may be empty
 */
public record GridDraft(
    String code,
    int level,
    String parentCode,
    String name,
    Contact leader,
    List<Contact> deputies,
    Geometry boundary) {
  public GridDraft {
    if (!code.matches("[A-Za-z0-9._-]{1,40}")) {
      throw new IllegalArgumentException(
          "code must be 1..40 of A-Z a-z 0-9 . _ -, was '" + code + "'");
    }
    if (level < 1 || level > 3) {
      throw new IllegalArgumentException("level of " + code + " must be 1..3, was " + level);
    }
    if ((level == 1) != parentCode.isEmpty()) {
      throw new IllegalArgumentException(
          level == 1
              ? "a community grid (level 1) has no parent, but " + code + " names " + parentCode
              : "grid " + code + " of level " + level + " must name its parent");
    }
    if (name.isBlank() || name.length() > 100) {
      throw new IllegalArgumentException("name of " + code + " must be 1..100 characters");
    }
    deputies = List.copyOf(deputies);
  }
}
